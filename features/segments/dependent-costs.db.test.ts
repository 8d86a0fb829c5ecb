import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { addEvent, person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { failures } from './core/failures';
import { evaluateSegmentJob } from './jobs/evaluate-segment';
import { createSegment } from './mutations/create-segment';
import { enqueueEvaluation } from './mutations/definition';
import { updateSegment } from './mutations/update-segment';
import type { RuleNode } from './schema';

// Below what twice HALF conditions over the few rows of this test are estimated to take, and above HALF: settings are read before all imports.
vi.hoisted(() => {
  process.env.SEGMENT_MAX_MINUTES = '0.0005';
});

const HALF = 50;

let t: TestDb;
const scope = systemScope('test');

beforeAll(async () => {
  t = await testDb();
  for (let i = 0; i < 20; i++) {
    const id = await person(t.sql, { name: `Person ${i}`, traits: { country: 'DE' } });
    await addEvent(t.sql, id, { name: 'Order Completed', at: '2026-01-01T00:00:00Z', properties: { sku: `s${i}` } });
  }
});
afterAll(() => t.close());

const cheap: RuleNode = { kind: 'trait', trait: 'country', op: 'eq', value: 'DE' };
const bought = (from: number, count: number): RuleNode => ({
  any: Array.from({ length: count }, (_, i) => ({
    kind: 'event',
    event: '*',
    op: 'gte',
    count: 1,
    where: [{ property: 'sku', op: 'contains', value: `s${from + i}` }],
  })),
});

const create = async (name: string, rule: RuleNode): Promise<string> =>
  (await t.sql.begin((tx) => createSegment(tx, scope, { name, rule }))).id;
const change = (id: string, version: number, rule: RuleNode) => t.sql.begin((tx) => updateSegment(tx, scope, { id, version, rule }));
const states = () => t.sql`select name, state, version from segments order by name`;

it('a rule by which a segment that names this one would be too costly is refused, and what is live is evaluated whatever it costs', async () => {
  const named = await create('Named', cheap);
  const naming = await create('Naming', { any: [{ kind: 'segment', segmentId: named }, bought(0, HALF)] });
  await t.sql`update segments set state = 'live', evaluated_at = now()`;
  await t.sql`delete from graphile_worker._private_jobs`;
  const live = [
    { name: 'Named', state: 'live', version: 1 },
    { name: 'Naming', state: 'live', version: 1 },
  ];
  expect(await states()).toEqual(live);
  await expect(change(named, 1, bought(HALF, HALF))).rejects.toMatchObject({
    code: 'invalid_input',
    key: 'segment.dependentCostly',
    values: { name: 'Naming' },
  });
  expect(await states()).toEqual(live);
  // By growth, or because what it names came back: it was live, and no estimate stops it.
  await t.sql`update segments set rule = ${t.sql.json(bought(0, 3 * HALF) as never)}, version = 2, state = 'building' where id = ${naming}`;
  await t.sql.begin((tx) => enqueueEvaluation(tx, naming));
  await runJobs(t.url, [evaluateSegmentJob]);
  const [after] = await t.sql`select error from segments where id = ${naming}`;
  expect(after?.error).not.toBe(failures['segment.failure.costly']);
});
