import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { createTrait } from './computed/mutations/create-trait';
import type { NumberMeasure } from './computed/schema';
import { createSegment } from './mutations/create-segment';
import { updateSegment } from './mutations/update-segment';
import type { RuleNode } from './schema';

// Data of more than a megabyte is not little, and a rule may take twelve seconds: settings are read once, so before all imports.
vi.hoisted(() => {
  process.env.SEGMENT_MAX_MINUTES = '0.2';
});

let t: TestDb;
const scope = systemScope('test');
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const save = (rule: RuleNode) => t.sql.begin((tx) => createSegment(tx, scope, { name: `Segment ${randomUUID()}`, rule }));

type Dated = { days: number; event?: string; window?: { last: { days: number } } };
const arriving = ({ days, event = '*', ...window }: Dated): RuleNode => ({
  kind: 'event',
  event,
  op: 'gte',
  count: 1,
  where: [{ property: 'check_in', op: 'in_next', value: { days } }],
  ...window,
});
/** So many conditions of which each has the clock read every event; other ones for another `from`. */
const many = (n: number, from = 1, more: Omit<Dated, 'days'> = {}): RuleNode => ({
  any: Array.from({ length: n }, (_, i) => arriving({ days: from + i, ...more })),
});
const folded: RuleNode = {
  any: Array.from({ length: 150 }, (_, i) => ({ kind: 'trait', trait: 'city', op: 'contains', value: `Ł${i}`, fold: true })),
};

it('nothing is refused where there is little data', async () => {
  await t.sql`insert into profiles (id, traits) select gen_random_uuid(), '{"city":"Łódź"}' from generate_series(1, 20)`;
  for (const rule of [folded, many(200)]) expect(await save(rule)).toMatchObject({ id: expect.any(String) });
  await t.sql`update segments set status = 'archived'`;
});

it('many people without events are much data', async () => {
  await t.sql`insert into profiles (id, traits) select gen_random_uuid(), '{"city":"Łódź"}' from generate_series(1, 20000)`;
  await t.sql`analyze profiles`;
  await expect(save(folded)).rejects.toMatchObject({ key: 'segment.tooCostly' });
});

it('what would have each sweep of the clock read too many events is refused, unless a window narrows it', async () => {
  await t.sql.unsafe(`create table events_all partition of events for values from ('2020-01-01') to ('2100-01-01')`);
  await t.sql`
    insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, message_id, properties, context)
    select p.id, at, gen_random_uuid(), p.id, p.id, at, 'track', 'Booked', p.r::text,
      jsonb_build_object('hotel', 'Hotel ' || p.r, 'check_in', at + interval '20 days'), '{}'
    from (select id, row_number() over () as r from profiles) p, lateral (select now() - (2 + p.r % 400) * interval '1 day' as at) x`;
  await t.sql`analyze events`;

  await expect(save(many(30))).rejects.toMatchObject({
    code: 'invalid_input',
    key: 'segment.slowSweep',
    values: { seconds: expect.any(Number), limit: 2 },
    fields: [{ path: 'rule', message: expect.stringContaining('a window'), key: 'segment.slowSweep' }],
  });
  expect(await t.sql`select 1 from segments where status = 'active'`).toHaveLength(0);
  for (const rule of [many(30, 1, { window: { last: { days: 1 } } }), many(30, 1, { event: 'Never' })]) await save(rule);

  // All segments share the sweep: what some read already costs nothing more, what comes on top does.
  const { id } = await save(many(10));
  await save(many(10));
  await expect(save(many(10, 100))).rejects.toMatchObject({ key: 'segment.slowSweep' });
  await expect(save(arriving({ days: 200 }))).resolves.toMatchObject({ id: expect.any(String) });
  await t.sql`update segments set status = 'archived' where id <> ${id}`;
  const change = (rule: RuleNode) => t.sql.begin((tx) => updateSegment(tx, scope, { id, version: 1, rule }));
  await expect(change(many(30, 100))).rejects.toMatchObject({ key: 'segment.slowSweep' });
  expect(await change(many(10, 100))).toEqual({ id, version: 2 });
});

it('what would have the clock of computed traits read too many events is refused by what they read together', async () => {
  const counted = (days: number, window?: { last: { days: number } }): NumberMeasure => ({
    measure: 'count',
    event: '*',
    where: [{ property: 'check_in', op: 'in_next', value: { days } }],
    ...(window ? { window } : {}),
  });
  const trait = (name: string, from: number, window?: { last: { days: number } }) =>
    t.sql.begin((tx) =>
      createTrait(tx, scope, { name, definition: { measure: 'ratio', part: counted(from, window), whole: counted(from + 1, window) } }),
    );
  await trait('first', 1);
  for (let i = 0; i < 30; i++)
    await t.sql`insert into computed_traits (name, definition, state) values (${`t${i}`}, ${t.sql.json(counted(10 + i))}, 'live')`;
  await expect(trait('second', 100)).rejects.toMatchObject({ key: 'computed.slowSweep', values: { limit: 2 } });
  await trait('second', 100, { last: { days: 1 } });
});
