import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { writeCursor } from '@/lib/cursor';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { listChanges } from '../data/list-changes';
import { CHANGES_CLOCK, shareBarrier } from './barrier';
import { createSegment } from './create-segment';
import { addUpSizes } from './sizes';
import { writeChanges } from './write-changes';

let t: TestDb;
let segmentId: string;

beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());
beforeEach(async () => {
  const rule = { kind: 'trait', trait: 'vip', op: 'is_true' } as const;
  segmentId = (await t.sql.begin((tx) => createSegment(tx, systemScope('test'), { name: randomUUID(), rule }))).id;
});

/** Has this person enter or leave as a batch does; the transaction ends when `hold` does. */
const move = (profileId: string, change: 'enter' | 'leave', hold: () => Promise<void> = async () => undefined) =>
  t.sql.begin(async (tx) => {
    const now = await shareBarrier(tx);
    await writeChanges(tx, [{ change, profileId, segmentId }], 'event', now);
    await hold();
  });

/** Adds up in a later millisecond than that of the last change: what is of the same one is not settled yet. */
const settle = async () => {
  await sleep(3);
  await addUpSizes(t.sql);
};

const size = async () => (await t.sql`select size::int from segments where id = ${segmentId}`)[0]?.size;
const log = async () => t.sql`select size::int, entered::int, "left"::int from segment_sizes where segment_id = ${segmentId} order by hour`;
const people = (changes: { profileId: string }[]) => changes.map((c) => c.profileId);

it('adds up what was committed, once, into the size and the log of its hour', async () => {
  const [ann, ben] = [randomUUID(), randomUUID()];
  await move(ann, 'enter');
  await move(ben, 'enter');
  await move(ann, 'leave');
  expect(await size()).toBe(0);
  await Promise.all([addUpSizes(t.sql), addUpSizes(t.sql)]);
  expect(await size()).toBe(1);
  await addUpSizes(t.sql);
  expect(await size()).toBe(1);
  await move(ben, 'leave');
  await addUpSizes(t.sql);
  expect(await size()).toBe(0);
  const hours = await log();
  expect(hours.at(-1)?.size).toBe(0);
  expect(hours.reduce((sum, hour) => ({ in: sum.in + hour.entered, out: sum.out + hour.left }), { in: 0, out: 0 })).toEqual({
    in: 2,
    out: 2,
  });
});

it('keeps the size at the end of each hour, also of one that is added up late', async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 3, 1, hour, 30)).toISOString();
  const change = async (hour: number, entered: number, left: number) =>
    t.sql`insert into segment_size_changes (at, segment_ids, entered, "left")
      values (${at(hour)}, array[${segmentId}]::uuid[], array[${entered}]::int[], array[${left}]::int[])`;
  await change(11, 2, 0);
  await change(9, 5, 1);
  await change(9, 1, 0);
  await addUpSizes(t.sql);
  expect(await log()).toEqual([
    { size: 5, entered: 6, left: 1 },
    { size: 7, entered: 2, left: 0 },
  ]);
  await change(9, 0, 2);
  await change(10, 1, 0);
  await addUpSizes(t.sql);
  expect(await log()).toEqual([
    { size: 3, entered: 6, left: 3 },
    { size: 4, entered: 1, left: 0 },
    { size: 6, entered: 2, left: 0 },
  ]);
  expect(await size()).toBe(6);
});

it('lets batches that move the same segment commit side by side, and no follower of the log misses one', async () => {
  const [slow, fast, late] = [randomUUID(), randomUUID(), randomUUID()];
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let written = () => undefined as void;
  const wrote = new Promise<void>((resolve) => {
    written = resolve;
  });
  const open = move(slow, 'enter', () => {
    written();
    return held;
  });
  await wrote;
  // Commits with the higher id while the first is open: were sizes locked, this would wait for ever.
  await move(fast, 'enter');
  await settle();
  const first = await listChanges(t.sql, { segmentId, limit: 10, order: 'oldest' });
  expect(people(first.data)).toEqual([]);
  expect(people((await listChanges(t.sql, { segmentId, limit: 10 })).data)).toEqual([fast]);
  release();
  await open;
  await move(late, 'enter');
  await settle();
  const second = await listChanges(t.sql, {
    segmentId,
    limit: 2,
    order: 'oldest',
    ...(first.nextCursor ? { cursor: first.nextCursor } : {}),
  });
  expect(people(second.data)).toEqual([slow, fast]);
  const third = await listChanges(t.sql, { segmentId, limit: 2, order: 'oldest', cursor: second.nextCursor ?? '' });
  expect(people(third.data)).toEqual([late]);
});

it('goes on from cursors of the time when they were ids alone, and leaves nothing out', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  const now = Date.now();
  // Then ids were given in the order of committing, whatever the moment: the last of them is of the earliest.
  for (const [n, ago] of [3_000, 1_000, 2_000].entries())
    await t.sql`insert into membership_changes (profile_id, segment_id, change, cause, at)
      values (${ids[n] ?? ''}, ${segmentId}, 'enter', 'event', ${new Date(now - ago)})`;
  await settle();
  const [, second] = await t.sql<{ id: number }[]>`select id::int from membership_changes where segment_id = ${segmentId} order by id`;
  const cursor = writeCursor([second?.id]);
  expect(people((await listChanges(t.sql, { segmentId, limit: 3, order: 'oldest', cursor })).data)).toEqual([ids[2], ids[1]]);
  expect(people((await listChanges(t.sql, { segmentId, limit: 3, cursor })).data)).toEqual([ids[0]]);
  const last = writeCursor([(second?.id ?? 0) + 1]);
  const none = await listChanges(t.sql, { segmentId, limit: 3, order: 'oldest', cursor: last });
  expect(people(none.data)).toEqual([]);
  const late = randomUUID();
  await move(late, 'enter');
  await settle();
  expect(people((await listChanges(t.sql, { segmentId, limit: 3, order: 'oldest', cursor: none.nextCursor ?? '' })).data)).toEqual([late]);
});

it('tells changes of one moment apart to the microsecond', async () => {
  const ids = [randomUUID(), randomUUID()];
  for (const id of ids)
    await t.sql`insert into membership_changes (profile_id, segment_id, change, cause, at)
      values (${id}, ${segmentId}, 'enter', 'event', '2026-05-01 10:00:00.123456+00')`;
  await settle();
  const first = await listChanges(t.sql, { segmentId, limit: 1, order: 'oldest' });
  const second = await listChanges(t.sql, { segmentId, limit: 1, order: 'oldest', cursor: first.nextCursor ?? '' });
  expect([...people(first.data), ...people(second.data)]).toEqual(ids);
  const newest = await listChanges(t.sql, { segmentId, limit: 1 });
  expect(people((await listChanges(t.sql, { segmentId, limit: 1, cursor: newest.nextCursor ?? '' })).data)).toEqual([ids[0]]);
});

it('dates nothing before what followers were given, should the clock step back', async () => {
  const given = new Date(Date.now() + 60_000);
  await t.sql`insert into clock_state (name, swept_to) values (${CHANGES_CLOCK}, ${given}) on conflict (name) do update set swept_to = excluded.swept_to`;
  const id = randomUUID();
  await move(id, 'enter');
  const [row] = await t.sql<{ at: Date }[]>`select at from membership_changes where profile_id = ${id}`;
  expect(row?.at).toEqual(given);
  expect(people((await listChanges(t.sql, { segmentId, limit: 1, order: 'oldest' })).data)).toEqual([]);
  await t.sql`update clock_state set swept_to = swept_to + interval '1 second' where name = ${CHANGES_CLOCK}`;
  expect(people((await listChanges(t.sql, { segmentId, limit: 1, order: 'oldest' })).data)).toEqual([id]);
  await t.sql`delete from clock_state where name = ${CHANGES_CLOCK}`;
});
