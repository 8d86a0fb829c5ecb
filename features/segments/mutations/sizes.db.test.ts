import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { writeCursor } from '@/lib/cursor';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { listChanges } from '../data/list-changes';
import { shareBarrier } from './barrier';
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
  expect(await addUpSizes(t.sql)).toBe(0);
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

it('keeps the size at the end of each hour when several are added up at once', async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 3, 1, hour, 30));
  const change = async (hour: number, entered: number, left: number) =>
    t.sql`insert into segment_size_changes (segment_id, at, entered, "left") values (${segmentId}, ${at(hour)}, ${entered}, ${left})`;
  await change(11, 2, 0);
  await change(9, 5, 1);
  await change(9, 1, 0);
  await addUpSizes(t.sql);
  expect(await log()).toEqual([
    { size: 5, entered: 6, left: 1 },
    { size: 7, entered: 2, left: 0 },
  ]);
  expect(await size()).toBe(7);
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
  const first = await listChanges(t.sql, { segmentId, limit: 10, order: 'oldest' });
  expect(people(first.data)).toEqual([]);
  expect(people((await listChanges(t.sql, { segmentId, limit: 10 })).data)).toEqual([fast]);
  release();
  await open;
  await move(late, 'enter');
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

it('reads cursors of the time when they were ids alone', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) await move(id, 'enter');
  const [middle] = (await listChanges(t.sql, { segmentId, limit: 3, order: 'oldest' })).data.slice(1);
  const cursor = writeCursor([middle?.id]);
  expect(people((await listChanges(t.sql, { segmentId, limit: 3, order: 'oldest', cursor })).data)).toEqual([ids[2]]);
  expect(people((await listChanges(t.sql, { segmentId, limit: 3, cursor })).data)).toEqual([ids[0]]);
});
