import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProfileFacts } from '@/features/segments/conditions/types';
import { makePartitions, writePeople } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { finderOf } from '../conditions/finders';
import type { RuleNode } from '../schema';
import { nodeSchema } from '../schema';

const NOW = new Date('2026-03-15T10:20:30.456Z');
const DAY = 86_400_000;
const MINUTE = 60_000;

let t: TestDb;
const event = (name: string, ago: number, value: number | null, properties: Record<string, unknown>) => ({
  id: randomUUID(),
  name,
  occurredAt: new Date(NOW.getTime() - ago),
  value,
  properties,
});
const person: ProfileFacts = {
  id: randomUUID(),
  builtIn: {
    open_tickets: 0,
    order_count: 0,
    spend: 0,
    event_count: 0,
    name: null,
    last_order_at: null,
    first_seen_at: null,
    last_seen_at: null,
  },
  traits: { renewal: '2026-03-05' },
  events: [
    event('Order', 40 * DAY, 10, { pay: 'card' }),
    event('Order', 8 * DAY, 30, { pay: 'cash', total: '7.5' }),
    event('Order', 8 * DAY - 10 * MINUTE, 50, { pay: 'card' }),
  ],
  consents: [],
};

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [2025, 2026]);
  await writePeople(t.sql, [person], NOW, new Map());
});
afterAll(() => t.close());

const found = (rule: object) => {
  const node = nodeSchema.parse(rule) as RuleNode;
  if (!('kind' in node) || node.kind === 'segment') throw new Error('Not a condition with a finder');
  const catalogue = { rules: new Map(), definitions: new Map(), companyZone: 'UTC', zones: [] };
  const standing = { restricted: false, objections: [] } as never;
  return t.sql.begin((tx) =>
    finderOf(node)(node, { tx, person: { id: person.id, columns: {}, traits: person.traits, standing }, now: NOW, catalogue }),
  );
};
const order = { kind: 'event', event: 'Order' };

it('shows what was counted, measured and when', async () => {
  expect(await found({ ...order, op: 'gte', count: 1 })).toMatchObject({ count: 3, sum: 90, measured: null, from: null });
  expect(await found({ ...order, measure: 'median', op: 'gte', amount: 1 })).toMatchObject({ measured: 30 });
  const pay = { property: 'pay' };
  const test = { op: 'eq', value: 'card' };
  expect(await found({ ...order, measure: 'most_frequent', of: pay, test })).toMatchObject({ measured: 'card', count: 3 });
  expect(await found({ ...order, measure: 'first', of: pay, test, window: { last: { days: 9 } } })).toMatchObject({
    measured: 'cash',
    count: 2,
  });
  expect(await found({ ...order, measure: 'sum', of: { property: 'total' }, op: 'gte', amount: 1 })).toMatchObject({ measured: 7.5 });
});

it('shows where a window of the person begins, or that it does not', async () => {
  const since = (trait: string) => found({ ...order, op: 'gte', count: 1, window: { sinceTrait: { trait } } });
  expect(await since('renewal')).toMatchObject({ from: '2026-03-05T00:00:00.000Z', beginless: false, count: 2 });
  expect(await since('nothing')).toMatchObject({ from: null, beginless: true, count: 0 });
  const after = { sinceEvent: { event: 'Order', which: 'first' } };
  expect(await found({ ...order, op: 'gte', count: 1, window: after })).toMatchObject({ count: 2, beginless: false });
});

it('shows the windows of a pattern, and sessions', async () => {
  const stopped = { kind: 'activity', event: 'Order', pattern: 'stopped', active: { days: 30 }, quiet: { days: 5 } };
  expect(await found(stopped)).toMatchObject({ parts: [{ count: 2 }, { count: 0 }], first: { value: 10 }, last: { value: 50 } });
  const session = { kind: 'session', measure: 'longest_minutes', op: 'gte', amount: 5 };
  expect(await found(session)).toMatchObject({ count: 2, average: 5, longest: 10, sessions: [{ minutes: 10, events: 2 }, { events: 1 }] });
});
