import { afterAll, beforeAll, expect, it } from 'vitest';
import { cliScope } from '@/features/access/core/scope';
import { saveCompany } from '@/features/access/mutations/company';
import type { RawEvent } from '@/features/ingest/types';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { zoneChanged } from '@/features/segments/jobs/follow-facts';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());

let messages = 0;
const identify = (userId: string, traits: Record<string, unknown>, timezone?: unknown): RawEvent => ({
  type: 'identify',
  userId,
  messageId: `m${(messages += 1)}`,
  timestamp: new Date(Date.now() - 60_000 + messages).toISOString(),
  traits,
  ...(timezone === undefined ? {} : { context: { timezone } as never }),
});

async function zoneOf(userId: string): Promise<string | null | undefined> {
  const [row] = await t.sql<{ zone: string | null }[]>`
    select p.time_zone as zone from profiles p join identifiers i on i.profile_id = p.id where i.type = 'user_id' and i.value = ${userId}`;
  return row?.zone;
}

it('a zone comes from the trait, else from the context of who says something of the person, and only when it is one', async () => {
  await feed(t.sql, source, [
    identify('own', { time_zone: 'Asia/Tehran' }, 'Europe/Berlin'),
    identify('sent', { plan: 'gold' }, 'Europe/Berlin'),
    identify('junk', { timezone: 'Mars/Olympus' }, "x'; --"),
    identify('plain', { plan: 'gold' }),
    { type: 'track', event: 'Seen', userId: 'seen', messageId: 'seen', context: { timezone: 'Europe/Berlin' } as never },
  ]);
  await drain(t.sql);
  expect(await Promise.all(['own', 'sent', 'junk', 'plain', 'seen'].map(zoneOf))).toEqual([
    'Asia/Tehran',
    'Europe/Berlin',
    null,
    null,
    null,
  ]);
  await feed(t.sql, source, [identify('own', { time_zone: null }), identify('sent', { timezone: 'America/New_York' })]);
  await drain(t.sql);
  expect(await Promise.all(['own', 'sent'].map(zoneOf))).toEqual(['Europe/Berlin', 'America/New_York']);
});

it('when the company moves to another zone, who has none of their own is seen by its days', async () => {
  // Between these two zones lie 24 hours and more: some day begins in one and has not begun in the other.
  await saveCompany(cliScope('test'), { name: 'Shop', timeZone: 'Pacific/Pago_Pago', currency: 'EUR', country: '' });
  const rule = { kind: 'trait' as const, trait: 'due', op: 'in_calendar' as const, value: { unit: 'day' as const, offset: 0 } };
  const dateIn = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date());
  const { id } = await t.sql.begin((tx) => createSegment(tx, cliScope('test'), { name: 'Due today', rule }));
  await feed(t.sql, source, [
    identify('here', { due: dateIn('Pacific/Kiritimati') }),
    identify('there', { due: dateIn('Pacific/Kiritimati') }, 'Pacific/Kiritimati'),
  ]);
  await drain(t.sql);
  await runJobs(t.url, [evaluateSegmentJob]);
  const size = async () => (await t.sql<{ n: number }[]>`select count(*)::int as n from memberships where segment_id = ${id}`)[0]?.n;
  expect(await size()).toBe(1);
  await saveCompany(cliScope('test'), { name: 'Shop', timeZone: 'Pacific/Kiritimati', currency: 'EUR', country: '' });
  await runJobs(t.url, [zoneChanged, evaluateSegmentJob]);
  expect(await size()).toBe(2);
});
