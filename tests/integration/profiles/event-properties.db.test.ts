import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { searchProfiles } from '@/features/profiles/data/search-profiles';
import { listEventProperties } from '@/features/profiles/event-properties/data';
import { searchKeysJob } from '@/features/profiles/event-properties/jobs';
import { setSearchable } from '@/features/profiles/event-properties/mutations/set-searchable';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { forgetEverything } from '../profile-state';

const scope = systemScope('test');
let t: TestDb;
let source: string;

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());
beforeEach(() => forgetEverything(t.sql));

let n = 0;
const track = (userId: string, event: string, properties: Record<string, unknown>, timestamp = '2026-10-01T10:00:00.000Z') => ({
  type: 'track' as const,
  messageId: `m${++n}`,
  userId,
  event,
  properties,
  timestamp,
});
const take = async (...events: ReturnType<typeof track>[]) => {
  await feed(t.sql, source, events);
  await drain(t.sql);
};
const found = async (text: string) => (await searchProfiles(scope, text)).data.map((hit) => hit.id);
const mark = (event: string, property: string, searchable: boolean) => setSearchable(scope, { event, property, searchable });
const work = () => runJobs(t.url, [searchKeysJob]);
const keys = async () => (await t.sql<{ key: string }[]>`select kind || '=' || value as key from search_keys order by 1`).map((r) => r.key);

it('finds people by a property that was marked, in stored events and in those to come', async () => {
  await take(track('u1', 'Trip Booked', { booking_ref: 'BR-7781', seats: 2 }), track('u2', 'Trip Booked', { booking_ref: 'BR-7782' }));
  expect(await found('BR-7781')).toEqual([]);
  await mark('Trip Booked', 'booking_ref', true);
  // Before the job ran: what comes in is found at once.
  await take(track('u3', 'Trip Booked', { booking_ref: 4711 }));
  expect(await keys()).toEqual(['booking_ref=4711']);
  expect((await listEventProperties({ q: 'BOOKING' })).data).toMatchObject([{ property: 'booking_ref', searchable: true, working: true }]);
  await work();
  expect(await keys()).toEqual(['booking_ref=4711', 'booking_ref=br-7781', 'booking_ref=br-7782']);
  expect(await found('br-7781')).toHaveLength(1);
  expect((await listEventProperties({ searchable: 'true' })).data).toMatchObject([{ property: 'booking_ref', working: false }]);
  const lines = await t.sql`select action, subject_id, details from audit_log where subject_type = 'event_property'`;
  expect(lines).toEqual([
    {
      action: 'event_property.made_searchable',
      subject_id: 'Trip Booked.booking_ref',
      details: { event: 'Trip Booked', property: 'booking_ref' },
    },
  ]);
});

it('takes the numbers out again, but not those that another event gives too', async () => {
  await take(
    track('u1', 'Trip Paid', { ref: 'A-1' }, '2026-10-01T10:00:00.000Z'),
    track('u1', 'Trip Paid', { ref: 'A-2' }),
    track('u1', 'Trip Ended', { ref: 'A-1' }, '2026-10-03T10:00:00.000Z'),
    track('u2', 'Trip Paid', { ref: 'A-3' }),
  );
  await mark('Trip Paid', 'ref', true);
  await mark('Trip Ended', 'ref', true);
  await work();
  expect(await keys()).toEqual(['ref=a-1', 'ref=a-2', 'ref=a-3']);
  await mark('Trip Paid', 'ref', false);
  await take(track('u2', 'Trip Paid', { ref: 'A-4' }));
  await work();
  expect(await keys()).toEqual(['ref=a-1']);
  expect(await t.sql`select e.name from search_keys k join events e on e.id = k.event_id`).toEqual([{ name: 'Trip Ended' }]);
});

it('goes through more events than one chunk holds, of one moment too, and goes on where a stopped worker left off', async () => {
  const many = Array.from({ length: 2_300 }, (_, i) => track(`p${i % 40}`, 'Bag Scanned', { bag: `BAG-${i}` }));
  await feed(t.sql, source, many);
  await drain(t.sql);
  await mark('Bag Scanned', 'bag', true);
  const stopping = AbortSignal.abort();
  const context = { jobId: '1', attempt: 1, isLastAttempt: false, signal: stopping };
  await searchKeysJob.run({ event: 'Bag Scanned', property: 'bag', searchable: true }, context);
  expect(await keys()).toHaveLength(1_000);
  await t.sql`select graphile_worker.remove_job(key) from graphile_worker.jobs where key not like '%:rest'`;
  await work();
  expect(new Set(await keys()).size).toBe(2_300);
  await mark('Bag Scanned', 'bag', false);
  await work();
  expect(await keys()).toEqual([]);
});

it('does nothing for a switch that was taken back before the job ran', async () => {
  await take(track('u9', 'Trip Cancelled', { ref: 'C-1' }));
  await mark('Trip Cancelled', 'ref', true);
  await searchKeysJob.run({ event: 'Trip Cancelled', property: 'ref', searchable: false }, quiet());
  await mark('Trip Cancelled', 'ref', false);
  await searchKeysJob.run({ event: 'Trip Cancelled', property: 'ref', searchable: true }, quiet());
  await work();
  expect(await keys()).toEqual([]);
});

const quiet = () => ({ jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });

it('lists page by page, and refuses what does not exist', async () => {
  await t.sql`insert into event_properties (event, property, type) select 'Page', 'p' || g, 'string' from generate_series(1, 150) g`;
  const first = await listEventProperties({ q: 'Page' });
  const second = await listEventProperties({ q: 'Page', cursor: first.nextCursor ?? '' });
  expect([first.data.length, second.data.length, second.nextCursor]).toEqual([100, 50, null]);
  expect(new Set([...first.data, ...second.data].map((p) => p.property)).size).toBe(150);
  await expect(listEventProperties({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(mark('Page', 'none', true)).rejects.toMatchObject({ code: 'not_found' });
});
