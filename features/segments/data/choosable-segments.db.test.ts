import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { raiseStill } from '../alerts/mutations/raise-still';
import type { SegmentState } from '../types';
import { choosableSegments } from './choosable-segments';

let t: TestDb;

beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

async function segment(name: string, state: SegmentState, evaluated: boolean, status = 'active'): Promise<string> {
  const id = newId();
  await t.sql`insert into segments (id, name, rule, state, status, evaluated_at)
    values (${id}, ${name}, '{}', ${state}, ${status}, ${evaluated ? new Date('2026-03-01T00:00:00Z') : null})`;
  return id;
}

it('says of each segment in use whether it follows its people, is whole, and since when it stands still', async () => {
  await segment('Archived', 'live', true, 'archived');
  const failed = await segment('failed', 'failed', true);
  await segment('Live', 'live', true);
  await segment('New', 'building', false);
  await segment('Old', 'invalid', true);
  await t.sql.begin((tx) => raiseStill(tx, { segmentId: failed, state: 'failed' }));
  const [line] = await t.sql`select at from audit_log where subject_id = ${failed}`;
  // A former time, and an alert of its size, are another thing.
  await t.sql`insert into audit_log (actor_type, actor_label, action, subject_type, subject_id, details, at) values
    ('system', 'alerts', 'segment.alert_raised', 'segment', ${failed}, '{"kind":"still"}', now() - interval '1 year'),
    ('system', 'alerts', 'segment.alert_raised', 'segment', ${failed}, '{"kind":"below"}', now() + interval '1 year')`;
  expect((await choosableSegments(t.sql)).map(({ id: _, ...rest }) => rest)).toEqual([
    { name: 'failed', state: 'failed', whole: true, stillSince: line?.at.toISOString() },
    { name: 'Live', state: 'live', whole: true, stillSince: null },
    { name: 'New', state: 'building', whole: false, stillSince: null },
    { name: 'Old', state: 'invalid', whole: true, stillSince: null },
  ]);
  expect((await choosableSegments(t.sql, failed)).map((s) => s.name)).toEqual(['failed']);
});
