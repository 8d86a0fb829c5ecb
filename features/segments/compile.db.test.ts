import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleArbitrary } from '@/tests/integration/segments/arbitraries';
import { HOSTILE, NOW } from '@/tests/integration/segments/values';
import { defineEvents, makePartitions } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { Catalogue } from './conditions/types';
import { compile } from './core/compile';
import { compileManyInto } from './core/many/compile-many';
import { newStatement } from './core/statement';
import { nodeSchema, type RuleNode } from './schema';

let t: TestDb;
const LIST = '00000000-0000-7000-8000-0000000000a1';
const catalogue: Catalogue = {
  rules: new Map(),
  definitions: new Map([['Order', { key: 1, ready: true }]]),
  companyZone: 'UTC',
  zones: [],
  lists: new Set([LIST]),
};

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [2025, 2026]);
  await defineEvents(t.sql, ['Order', 'Open'], ['Order']);
  await t.sql`insert into profiles (id, traits) select gen_random_uuid(), jsonb_build_object('country', 'C' || g % 50) from generate_series(1, 20000) g`;
  await t.sql`
    insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, value, message_id, properties, context)
    select id, ${NOW}::timestamptz - interval '1 hour' * n, gen_random_uuid(), id, id, now(), 'track', case when n % 2 = 0 then 'Order' else 'Open' end, n, id::text, '{}', '{}'
    from profiles, generate_series(1, 5) n`;
  await t.sql`insert into daily_aggregates select profile_id, 1, (occurred_at at time zone 'UTC')::date, count(*), sum(value) from events where name = 'Order' group by 1, 3`;
  await t.sql`insert into consent_states (profile_id, purpose, channel, state, since, ledger_id)
    select id, 'marketing', 'email', 'granted', ${NOW}::timestamptz - interval '1 day', id from profiles`;
  await t.sql`insert into list_members (profile_id, list_id, origin, added_by) select id, ${LIST}, 'upload', 'test' from profiles`;
  await t.sql`vacuum analyze`;
});
afterAll(() => t.close());

type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
};

const scans = (node: PlanNode): PlanNode[] => [...(node['Relation Name'] ? [node] : []), ...(node.Plans ?? []).flatMap(scans)];
const big = /^(profiles|events_y\d+|daily_aggregates|consent_states|list_members)$/;

async function rowsRead(text: string, values: unknown[]): Promise<{ relation: string; rows: number }[]> {
  const [row] = await t.sql.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(`explain (analyze, format json) ${text}`, values as never[]);
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  return (plan ? scans(plan) : [])
    .filter((scan) => big.test(scan['Relation Name'] ?? ''))
    .map((scan) => ({
      relation: scan['Relation Name'] ?? '',
      rows: (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)) * scan['Actual Loops'],
    }));
}

const leaves: RuleNode[] = [
  { kind: 'trait', trait: 'country', op: 'neq', value: 'C1' },
  { kind: 'trait', trait: 'order_count', op: 'gte', value: 0 },
  { kind: 'event', event: 'Order', op: 'gte', count: 1, window: { last: { days: 30 } } },
  { kind: 'event', event: 'Order', op: 'eq', count: 0 },
  { kind: 'event', event: 'Open', op: 'gte', count: 2, where: [{ property: 'plan', op: 'not_exists' }] },
  { kind: 'event', event: '*', op: 'lt', count: 2, window: { between: { from: { days: 9 }, to: { hours: 2 } } } },
  { kind: 'event', event: 'Open', op: 'gt', measure: 'sum', amount: 3 },
  { kind: 'event', event: 'Order', op: 'gte', measure: 'median', amount: 1, window: { calendar: { unit: 'month', offset: 0 } } },
  { kind: 'event', event: 'Open', measure: 'latest', of: { property: 'plan' }, test: { op: 'eq', value: 'x' } },
  { kind: 'event', event: 'Order', op: 'eq', count: 0, window: { sinceEvent: { event: 'Open', which: 'first' } } },
  { kind: 'event', event: 'Order', op: 'gte', count: 1, window: { sinceTrait: { trait: 'renewal' } } },
  { kind: 'activity', event: 'Order', pattern: 'resumed', recent: { days: 1 }, gap: { days: 9 } },
  { kind: 'session', measure: 'longest_minutes', op: 'gte', amount: 5, window: { last: { days: 9 } } },
  { kind: 'sequence', steps: [{ event: 'Open' }, { event: 'Order', within: { hours: 2 } }] },
  { kind: 'sequence', steps: [{ event: 'Open' }, { event: 'Order', within: { hours: 2 }, not: true }], window: { last: { days: 30 } } },
  { kind: 'list', listId: LIST, op: 'in' },
  { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' },
  { kind: 'consent', purpose: 'service', channel: 'email', op: 'not_granted' },
];

describe('a scope of few ids', () => {
  const shapes: [string, (leaf: RuleNode) => RuleNode][] = [
    ['alone', (leaf) => leaf],
    ['not', (leaf) => ({ not: leaf })],
    ['all', (leaf) => ({ all: [leaf, ...leaves] })],
    ['any of not', (leaf) => ({ any: [{ not: leaf }, ...leaves] })],
    ['deep', (leaf) => ({ not: { any: [{ all: [leaf, { not: { all: leaves } }] }, { any: leaves }] } })],
  ];
  for (const [name, shape] of shapes) {
    it(`reaches every leaf (${name})`, async () => {
      const rows = await t.sql<{ id: string }[]>`select id from profiles order by id limit 3`;
      const scope = { type: 'ids' as const, ids: rows.map((row) => row.id) };
      for (const leaf of leaves) {
        const rule = shape(leaf);
        const single = compile(rule, { scope, now: NOW, catalogue });
        const statement = newStatement();
        const many = compileManyInto(statement, [rule, leaf], { scope, now: NOW, catalogue });
        for (const read of [...(await rowsRead(single.text, single.values)), ...(await rowsRead(many, statement.values))]) {
          expect(read.rows, `${read.relation}: ${JSON.stringify(rule)}`).toBeLessThan(1_000);
        }
      }
    });
  }
});

describe('compiled SQL', () => {
  it('is the same text whatever the values, and holds none of them', () => {
    const rule = (name: string, text: string): RuleNode => ({
      all: [
        { kind: 'trait', trait: name, op: 'contains', value: text },
        { kind: 'trait', trait: name, op: 'in', value: [text] },
        { kind: 'event', event: name, op: 'gte', count: 1, where: [{ property: name, op: 'eq', value: text }] },
        { kind: 'consent', purpose: name, channel: text, op: 'granted' },
      ],
    });
    const plain = compile(rule('plainname', 'plaintext'), { scope: { type: 'everyone' }, now: NOW, catalogue });
    for (const [i, hostile] of HOSTILE.entries()) {
      const other = HOSTILE[(i + 1) % HOSTILE.length] ?? '';
      const compiled = compile(rule(hostile, other), { scope: { type: 'everyone' }, now: NOW, catalogue });
      expect(compiled.text).toBe(plain.text);
      expect(compiled.values).toContain(hostile);
    }
  });

  it('looks nobody up whose row no part asks about, and leaves the restricted out all the same', async () => {
    const rule: RuleNode = { kind: 'activity', event: 'Order', pattern: 'stopped', active: { days: 9 }, quiet: { minutes: 90 } };
    const { text, values } = compile(rule, { scope: { type: 'everyone' }, now: NOW, catalogue });
    expect(text).not.toContain('profiles p');
    const find = () => t.sql.unsafe<{ profile_id: string }[]>(text, values as never[]);
    const before = await find();
    expect(before).toHaveLength(20_000);
    await t.sql`update profiles set restricted_at = now() where id = ${before[0]?.profile_id ?? ''}`;
    expect((await find()).map((row) => row.profile_id)).toEqual(expect.not.arrayContaining([before[0]?.profile_id]));
    await t.sql`update profiles set restricted_at = null where restricted_at is not null`;
  });

  it('runs with hostile text in every place, and changes nothing', async () => {
    const [before] = await t.sql`select count(*) from profiles`;
    for (const hostile of HOSTILE) {
      for (const op of ['eq', 'neq', 'contains', 'starts_with', 'ends_with', 'includes'] as const) {
        const rule = {
          any: [
            { kind: 'trait', trait: hostile, op, value: hostile },
            { kind: 'event', event: hostile, op: 'gte', count: 1, where: [{ property: hostile, op, value: hostile }] },
          ],
        } as RuleNode;
        const { text, values } = compile(rule, { scope: { type: 'everyone' }, now: NOW, catalogue });
        await t.sql.unsafe(text, values as never[]);
      }
    }
    expect(await t.sql`select count(*) from profiles`).toEqual([before]);
  });

  it('refuses what it does not know', () => {
    const options = { scope: { type: 'everyone' as const }, now: NOW, catalogue };
    const unknown = [
      { kind: 'constructor' },
      { kind: 'trait', trait: 'a', op: 'like', value: 'b' },
      { kind: 'segment', segmentId: randomUUID() },
      {},
    ];
    for (const rule of unknown) expect(() => compile(rule as never, options)).toThrow();
  });
});

/** Fields without which a condition of some kind is still one. */
const optional = ['window', 'where', 'measure', 'of', 'path', 'fold', 'missing', 'same', 'campaignId', 'within', 'link', 'events', 'least'];

describe('the schema', () => {
  it('accepts what the generator makes, and refuses any of it with one field more or fewer', () => {
    fc.assert(
      fc.property(ruleArbitrary(), fc.nat(), (rule, n) => {
        expect(nodeSchema.safeParse(rule).success).toBe(true);
        expect(nodeSchema.safeParse({ ...rule, extra: n }).success).toBe(false);
        const keys = Object.keys(rule).filter((key) => !optional.includes(key) && !(key === 'op' && 'segmentId' in rule));
        const { [keys[n % keys.length] as never]: _, ...fewer } = rule as never as Record<string, unknown>;
        expect(nodeSchema.safeParse(fewer).success).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
