import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readSegmentNow } from '../data/segment-now';
import { evaluateSegmentJob } from '../jobs/evaluate-segment';
import { zoneChanged } from '../jobs/follow-facts';
import { createSegment } from '../mutations/create-segment';
import { checkRanked } from '../mutations/refresh-cut-points';
import { touchProfiles } from '../mutations/touch-profiles';
import { previewValues } from './data/preview-values';
import { levelJob } from './jobs/level-job';
import { createTrait } from './mutations/create-trait';
import { updateTrait } from './mutations/update-trait';
import type { Definition } from './schema';

let t: TestDb;
let source: string;
const scope = systemScope('test');

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());

let n = 0;
const order = (userId: string, revenue: number): RawEvent => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `ranked-${++n}`,
  userId,
  properties: { revenue, currency: 'EUR' },
});
const take = async (...events: RawEvent[]) => {
  await feed(t.sql, source, events);
  await drain(t.sql);
};
const define = (name: string, definition: Definition) => t.sql.begin((tx) => createTrait(tx, scope, { name, definition }));
const topHalf = async (trait: string): Promise<string> => {
  const rule = { kind: 'rank', trait, op: 'top', unit: 'percent', value: 50 } as const;
  return (await t.sql.begin((tx) => createSegment(tx, scope, { name: `Top half by ${trait}`, rule }))).id;
};
const all = [levelJob, evaluateSegmentJob];
const members = async (id: string): Promise<string[]> => {
  const rows = await t.sql<{ who: string }[]>`
    select i.value as who from memberships m join identifiers i on i.profile_id = m.profile_id and i.type = 'user_id'
    where m.segment_id = ${id} order by 1`;
  return rows.map((row) => row.who);
};
const changes = async (id: string): Promise<number> => (await t.sql`select 1 from membership_changes where segment_id = ${id}`).length;
const versions = (trait: string) => t.sql<{ people: number }[]>`
  select people::int as people from trait_cut_points where trait = ${trait} order by version`;

it('keeps the members of a rank while the trait is computed anew, and then takes cut points of the new values', async () => {
  await take(order('a', 100), order('b', 200), order('c', 300), order('c', 1), order('d', 400), order('d', 1), order('d', 1));
  await define('spent', { measure: 'count', event: 'Order Completed' });
  await runJobs(t.url, [levelJob]);
  const id = await topHalf('spent');
  expect(await versions('spent')).toEqual([]);
  await runJobs(t.url, [evaluateSegmentJob]);
  expect(await members(id)).toEqual(['c', 'd']);
  const before = await changes(id);

  const definition: Definition = { measure: 'sum', event: 'Order Completed', of: { property: 'revenue' } };
  await t.sql.begin((tx) => updateTrait(tx, scope, { name: 'spent', version: 1, definition }));
  await take(order('a', 1));
  await runJobs(t.url, [evaluateSegmentJob]);
  expect(await members(id)).toEqual(['c', 'd']);
  await runJobs(t.url, all);
  expect(await members(id)).toEqual(['c', 'd']);
  expect(await changes(id)).toBe(before);
  expect((await versions('spent')).length).toBe(2);

  await take(order('a', 1_000));
  expect(await members(id)).toEqual(['a', 'c', 'd']);
});

it('lets whoever is restricted meanwhile leave at once', async () => {
  await define('bought', { measure: 'count', event: 'Order Completed' });
  await runJobs(t.url, all);
  const id = await topHalf('bought');
  await runJobs(t.url, [evaluateSegmentJob]);
  const kept = await members(id);
  expect(kept).toContain('d');
  const definition: Definition = { measure: 'sum', event: 'Order Completed', of: { property: 'revenue' } };
  await t.sql.begin((tx) => updateTrait(tx, scope, { name: 'bought', version: 1, definition }));
  const [row] = await t.sql<{ id: string }[]>`
    update profiles set restricted_at = now() where id = (select profile_id from identifiers where type = 'user_id' and value = 'd') returning id`;
  await touchProfiles(t.sql, { profileIds: [row?.id ?? ''], dependencies: new Set(['*']), cause: 'consent' });
  expect(await members(id)).toEqual(kept.filter((who) => who !== 'd'));
  await t.sql`update profiles set restricted_at = null`;
  await runJobs(t.url, all);
});

it('has a rank on a trait that is still being computed wait for all of its values', async () => {
  await define('orders', { measure: 'count', event: 'Order Completed' });
  const id = await topHalf('orders');
  await runJobs(t.url, [evaluateSegmentJob]);
  await take(order('b', 1));
  expect(await members(id)).toEqual([]);
  expect(await readSegmentNow(t.sql, id)).toMatchObject({ state: 'building' });
  expect(await versions('orders')).toEqual([]);
  await runJobs(t.url, all);
  expect(await versions('orders')).toEqual([{ people: 4 }]);
  expect(await readSegmentNow(t.sql, id)).toMatchObject({ state: 'live' });
  expect(await members(id)).toContain('d');
});

it('makes cut points by hand only for traits that a segment ranks by', async () => {
  await t.sql.begin((tx) => checkRanked(tx, 'orders'));
  await expect(t.sql.begin((tx) => checkRanked(tx, 'spent_never'))).rejects.toMatchObject({ key: 'segment.notRanked' });
});

it('is computed for everybody again when the company moves to another time zone, where days count', async () => {
  await define('days', { measure: 'days_since', which: 'first', event: 'Order Completed' });
  await define('months', { measure: 'count', event: 'Order Completed', window: { calendar: { unit: 'month', offset: 0 } } });
  await runJobs(t.url, all);
  const days = () => t.sql`select distinct (derived->'days')::int as days, (derived->'months')::int > 50 as many from profiles`;
  const right = await days();
  await t.sql`update profiles set derived = derived || '{"days": 99, "months": 99}', traits = traits || '{"days": 99, "months": 99}'`;
  await zoneChanged.run({ timeZone: 'Asia/Tehran' }, { signal: new AbortController().signal, isLastAttempt: true, jobId: '1', attempt: 1 });
  await runJobs(t.url, all);
  expect(await days()).toEqual(right);
});

it('says of a segment on a computed trait that it is right as far as the trait is', async () => {
  const rule = { kind: 'trait', trait: 'days', op: 'gte', value: 30 } as const;
  const { id } = await t.sql.begin((tx) => createSegment(tx, scope, { name: 'A month without an order', rule }));
  const plain = { kind: 'trait', trait: 'plan', op: 'eq', value: 'pro' } as const;
  const other = await t.sql.begin((tx) => createSegment(tx, scope, { name: 'Pro', rule: plain }));
  await runJobs(t.url, all);
  await t.sql`update clock_state set swept_to = case when name in ('segments', 'changes') then '2026-05-02T00:00:03Z'::timestamptz
    else '2026-05-01T23:59:58Z' end`;
  expect((await readSegmentNow(t.sql, id)).freshness?.checkedTo).toBe('2026-05-01T23:59:58.000Z');
  expect((await readSegmentNow(t.sql, other.id)).freshness?.checkedTo).toBe('2026-05-02T00:00:03.000Z');
  // And no further than who entered and left is part of the size.
  await t.sql`update clock_state set swept_to = '2026-05-01T23:59:59Z' where name = 'changes'`;
  expect((await readSegmentNow(t.sql, other.id)).freshness?.checkedTo).toBe('2026-05-01T23:59:59.000Z');
});

it('shows values of people before it is saved, also of any event, and stops when nobody waits', async () => {
  const definition: Definition = { measure: 'count', event: '*' };
  const { lines } = await previewValues(t.sql, 'full', { definition });
  expect(lines.length).toBe(4);
  const gone = previewValues(t.sql, 'full', { definition, signal: AbortSignal.abort(new Error('gone')) });
  await expect(gone).rejects.toThrow('gone');
});
