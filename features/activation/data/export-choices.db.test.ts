import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@/lib/ids';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { exportChoices } from './export-choices';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

test('a company’s own identifiers can be exported', async () => {
  const segmentId = newId();
  expect(await exportChoices(segmentId)).toMatchObject({ identifiers: ['email', 'phone', 'user_id', 'anonymous_id'], segment: null });
  await t.sql`insert into segments (id, name, rule, state) values (${segmentId}, 'Stopped', '{}', 'stopped')`;
  await person(t.sql, { name: 'Ann', email: 'ann@example.com', loyalty_card: 'L-1', crm: 'c1' });
  await person(t.sql, { name: 'Bob', user_id: 'u2', loyalty_card: 'L-2' });
  const { identifiers, segment } = await exportChoices(segmentId);
  expect(identifiers).toEqual(['email', 'phone', 'user_id', 'anonymous_id', 'crm', 'loyalty_card']);
  expect(segment).toMatchObject({ id: segmentId, state: 'stopped', whole: false });
});

test('the types are read from their index', async () => {
  await t.sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    const plan = await tx`
      explain select type from identifiers where type not in ('email', 'phone', 'user_id', 'anonymous_id') order by type limit 1`;
    expect(JSON.stringify(plan)).toContain('identifiers_own_type');
  });
});
