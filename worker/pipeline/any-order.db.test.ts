import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LANES } from '@/features/ingest/constants';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { forgetEverything, profileState, strayRows } from '@/tests/integration/profile-state';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
const sources: string[] = [];

beforeAll(async () => {
  t = await testDb();
  sources.push(await makeSource(t.sql, 'Web', 1), await makeSource(t.sql, 'Shop', 2));
  await t.sql`insert into trait_definitions (name, type, survivorship) values ('plan', 'string', 'source_priority'), ('city', 'string', 'most_frequent'), ('note', 'string', 'longest')`;
  await t.sql`insert into event_definitions (name, type, aggregates) values ('Order Completed', 'track', 'ready')`;
});
afterAll(() => t.close());

const pick = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
const START = Date.parse('2026-09-30T22:00:00.000Z');

const event = fc.record({
  userId: pick('u1', 'u2', 'u3'),
  email: pick('a@x.io', 'b@x.io', 'A@x.io '),
  anonymousId: pick('d1', 'd2'),
  crm: pick('c1'),
  minute: fc.integer({ min: 0, max: 20 }),
  source: fc.integer({ min: 0, max: 1 }),
  kind: fc.constantFrom('identify', 'order', 'refund', 'ticket', 'page', 'alias', 'group'),
  trait: fc.constantFrom('v1', 'v2', 'longer', null),
});
type Planned = { source: number; raw: RawEvent };

function toRaw(
  e: {
    userId?: string | undefined;
    email?: string | undefined;
    anonymousId?: string | undefined;
    crm?: string | undefined;
    minute: number;
    source: number;
    kind: string;
    trait: string | null;
  },
  n: number,
): Planned {
  const common = {
    messageId: `m${n}`,
    ...(e.userId === undefined ? {} : { userId: e.userId }),
    ...(e.anonymousId === undefined ? {} : { anonymousId: e.anonymousId }),
    timestamp: new Date(START + e.minute * 20 * 60_000).toISOString(),
    context: {
      ...(e.crm === undefined ? {} : { externalIds: [{ id: e.crm, type: 'crm_id', collection: 'users', encoding: 'none' }] }),
      ...(e.email === undefined ? {} : { traits: { email: e.email } }),
    },
  };
  if (e.kind === 'identify')
    return {
      source: e.source,
      raw: { ...common, type: 'identify', traits: { plan: e.trait, city: e.trait, note: e.trait, name: e.trait } },
    };
  if (e.kind === 'order')
    return {
      source: e.source,
      raw: {
        ...common,
        type: 'track',
        event: 'Order Completed',
        properties: { order_id: `O${n % 3}`, value: n + 0.5, currency: n % 2 ? 'EUR' : 'USD' },
      },
    };
  if (e.kind === 'refund')
    return { source: e.source, raw: { ...common, type: 'track', event: 'Order Refunded', properties: { value: 1 } } };
  if (e.kind === 'ticket') return { source: e.source, raw: { ...common, type: 'track', event: n % 2 ? 'Ticket Opened' : 'Ticket Closed' } };
  if (e.kind === 'alias') return { source: e.source, raw: { ...common, type: 'alias', previousId: n % 2 ? 'd2' : 'd1' } };
  if (e.kind === 'group') return { source: e.source, raw: { ...common, type: 'group', groupId: 'g' } };
  return { source: e.source, raw: { ...common, type: 'page' } };
}

async function run(steps: readonly { events: readonly Planned[]; lanes: readonly number[] }[], limit: number, together: boolean) {
  await forgetEverything(t.sql);
  for (const { events, lanes } of steps) {
    for (const [n, { source, raw }] of events.entries()) {
      await feed(t.sql, sources[source] ?? '', [raw], { lane: () => (lanes[n] ?? 0) % LANES, mode: 'replay' });
    }
    await drain(t.sql, { limit, together });
  }
  expect(await strayRows(t.sql)).toEqual([]);
  return profileState(t.sql);
}

it('gives the same profiles, links and counts for any order, lanes and batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 2, maxLength: 12 }).chain((list) => {
        const events = list.map(toRaw);
        return fc.record({
          events: fc.constant(events),
          shuffled: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
          cut: fc.integer({ min: 0, max: events.length }),
          lanes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: events.length, maxLength: events.length }),
          limit: fc.integer({ min: 1, max: 5 }),
          together: fc.boolean(),
        });
      }),
      async ({ events, shuffled, cut, lanes, limit, together }) => {
        const ordered = [...events].sort((a, b) => ((a.raw.timestamp ?? '') < (b.raw.timestamp ?? '') ? -1 : 1));
        const expected = await run([{ events: ordered, lanes: [] }], 1000, false);
        const actual = await run(
          [
            { events: shuffled.slice(0, cut), lanes },
            { events: shuffled.slice(cut), lanes },
          ],
          limit,
          together,
        );
        expect(actual).toEqual(expected);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 60) },
  );
}, 300_000);
