import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { previewRule } from '../../data/preview-rule';
import { evaluateSegmentJob } from '../../jobs/evaluate-segment';
import { createSegment } from '../../mutations/create-segment';
import { dropUnusedCutPoints } from '../../mutations/make-cut-points';
import { refreshCutPoints } from '../../mutations/refresh-cut-points';
import type { RankCondition } from './schema';

let t: TestDb;
const scope = systemScope('test');
const rank = (rest: object) => ({ kind: 'rank', trait: 'spend', ...rest }) as RankCondition;

beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const place = (spend: number) =>
  t.sql`insert into profiles (id, spend, traits) values (${randomUUID()}, ${spend}, ${t.sql.json({ score: String(spend) })})`;
const spends = async (id: string) => {
  const rows = await t.sql<
    { spend: number }[]
  >`select p.spend from memberships m join profiles p on p.id = m.profile_id where m.segment_id = ${id} order by 1`;
  return rows.map((row) => row.spend);
};
const make = async (rule: RankCondition) => {
  const { id } = await t.sql.begin((tx) => createSegment(tx, scope, { name: randomUUID(), rule }));
  await runJobs(t.url, [evaluateSegmentJob]);
  return id;
};

it('takes exactly the share that it says, by cut points that move only when they are made anew', async () => {
  for (let spend = 1; spend <= 100; spend++) await place(spend);
  const count = async (rule: RankCondition) => (await previewRule(t.sql, rule)).count;
  expect(await count(rank({ op: 'top', unit: 'percent', value: 10 }))).toBe(10);
  expect(await count(rank({ op: 'bottom', unit: 'percent', value: 1 }))).toBe(1);
  for (let decile = 1; decile <= 10; decile++)
    expect(await count(rank({ op: 'between', unit: 'decile', value: [decile, decile] }))).toBe(10);
  expect(await count({ ...rank({ op: 'top', unit: 'decile', value: 2 }), trait: 'score' })).toBe(20);
  expect(await t.sql`select 1 from trait_cut_points`).toEqual([]);

  const id = await make(rank({ op: 'top', unit: 'percent', value: 5 }));
  expect(await spends(id)).toEqual([96, 97, 98, 99, 100]);
  for (let spend = 101; spend <= 200; spend++) await place(spend);
  const before = await make(rank({ op: 'top', unit: 'percent', value: 5 }));
  expect((await spends(before)).length).toBe(105);
  expect(await t.sql.begin((tx) => refreshCutPoints(tx, 'spend'))).toBe(2);
  await runJobs(t.url, [evaluateSegmentJob]);
  expect(await spends(id)).toEqual([191, 192, 193, 194, 195, 196, 197, 198, 199, 200]);
  expect(await t.sql.begin((tx) => refreshCutPoints(tx, 'spend'))).toBe(2);
  const stamps =
    await t.sql`select version, people::int as people, jsonb_array_length(limits) as limits from trait_cut_points where trait = 'spend' order by 1`;
  expect(stamps).toEqual([
    { version: 1, people: 100, limits: 0 },
    { version: 2, people: 200, limits: 99 },
  ]);
});

it('keeps no limits once nobody is ranked by them', async () => {
  await place(1);
  const id = await make({ ...rank({ op: 'top', unit: 'percent', value: 50 }), trait: 'score' });
  const known = async () => (await t.sql`select distinct trait from trait_cut_points where trait = 'score'`).length;
  await t.sql.begin(dropUnusedCutPoints);
  expect(await known()).toBe(1);
  await t.sql`update segments set status = 'archived' where id = ${id}`;
  await t.sql.begin(dropUnusedCutPoints);
  expect(await known()).toBe(0);
});

it('has nobody while nobody has the number', async () => {
  const id = await make({ ...rank({ op: 'bottom', unit: 'percent', value: 99 }), trait: 'nothing' });
  expect(await spends(id)).toEqual([]);
});
