import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RawEvent } from '@/features/ingest/types';
import { random } from '@/tests/bench/lib/random';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { forgetEverything, profileState, strayRows } from '@/tests/integration/profile-state';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());
beforeEach(() => forgetEverything(t.sql));

const START = Date.parse('2026-10-01T00:00:00Z');

/** Few identifiers and many ways to be joined, so that lanes merge, split and create the same profiles at once. */
function tangled(seed: number, count: number): RawEvent[] {
  const next = random(seed);
  const one = <T>(list: readonly T[]): T | undefined => (next() < 0.5 ? list[Math.floor(next() * list.length)] : undefined);
  const ids = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
  const [users, mails, devices] = [ids('u', 8), ids('m', 10), ids('d', 12)];
  return Array.from({ length: count }, (_, n) => {
    const [userId, mail, anonymousId] = [one(users), one(mails), one(devices)];
    return {
      type: 'track' as const,
      event: n % 5 ? 'Seen' : 'Order Completed',
      messageId: `m${seed}-${n}`,
      timestamp: new Date(START + Math.floor(next() * 5000) * 1000).toISOString(),
      properties: { value: 1 },
      ...(userId === undefined ? {} : { userId }),
      ...(anonymousId === undefined ? {} : { anonymousId }),
      context: mail === undefined ? {} : { traits: { email: `${mail}@x.io`, [`t${n % 3}`]: n } },
    };
  });
}

it('lets four lanes join, split and create the same people at once, with the outcome of one', async () => {
  for (const seed of [1, 2, 3]) {
    const events = tangled(seed, 400);
    await forgetEverything(t.sql);
    await feed(t.sql, source, events, { lane: () => 0, mode: 'replay' });
    await drain(t.sql, { limit: 10_000 });
    const expected = await profileState(t.sql);
    await forgetEverything(t.sql);
    let n = 0;
    await feed(t.sql, source, events, { lane: () => n++ % 4, mode: 'replay', perRow: 5 });
    await drain(t.sql, { limit: 20, together: true });
    expect(await profileState(t.sql)).toEqual(expected);
    expect(await strayRows(t.sql)).toEqual([]);
  }
}, 120_000);
