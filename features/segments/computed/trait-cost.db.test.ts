import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { createTrait } from './mutations/create-trait';
import { resumeTrait, stopTrait } from './mutations/stop-trait';
import { updateTrait } from './mutations/update-trait';
import type { Definition } from './schema';

// About what reading a few events is estimated to take: settings are read once, so before all imports.
vi.hoisted(() => {
  process.env.SEGMENT_MAX_MINUTES = '0.0001';
});

let t: TestDb;
const scope = systemScope('test');
const all: Definition = { measure: 'unique_list', event: '*', of: { property: 'sku' } };
const few: Definition = { measure: 'count', event: 'Never', window: { last: { days: 1 } } };

beforeAll(async () => {
  t = await testDb();
  await t.sql.unsafe(`create table events_all partition of events for values from ('2020-01-01') to ('2100-01-01')`);
  await t.sql`
    insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, message_id, properties, context)
    select p, at, gen_random_uuid(), p, p, at, 'track', 'Bought', n::text, jsonb_build_object('sku', 's' || n), '{}'
    from generate_series(1, 5000) n, lateral (select gen_random_uuid() as p, now() - n * interval '1 minute' as at) x`;
  await t.sql`analyze events`;
});
afterAll(() => t.close());

const refusal = {
  code: 'invalid_input',
  key: 'computed.tooCostly',
  values: { minutes: expect.any(Number), limit: 0.1 },
  fields: [{ path: 'definition', message: expect.stringMatching(/estimated to take [\d.]+ minutes/), key: 'computed.tooCostly' }],
};
const create = (definition: Definition) => {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  return t.sql.begin((tx) => createTrait(tx, scope, { name, definition }));
};

it('a computed trait that costs more for everybody than a rule may is refused before it is saved, changed or resumed', async () => {
  await expect(create(all)).rejects.toMatchObject(refusal);
  expect(await t.sql`select 1 from computed_traits`).toHaveLength(0);

  const { name } = await create(few);
  const change = (version: number, definition: Definition) => t.sql.begin((tx) => updateTrait(tx, scope, { name, version, definition }));
  await expect(change(1, all)).rejects.toMatchObject(refusal);
  expect(await change(1, { ...few, event: 'Nothing' })).toEqual({ name, version: 2 });

  await t.sql.begin((tx) => stopTrait(tx, scope, name));
  await t.sql`update computed_traits set definition = ${t.sql.json(all)} where name = ${name}`;
  await expect(t.sql.begin((tx) => resumeTrait(tx, scope, name))).rejects.toMatchObject(refusal);
  // What it is called can be changed all the same: nobody is computed for that.
  const described = t.sql.begin((tx) => updateTrait(tx, scope, { name, version: 2, description: 'Dear', definition: all }));
  expect(await described).toEqual({ name, version: 2 });
});
