import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { listAlerts } from './data/list-alerts';
import { addAlert, removeAlert } from './mutations/alerts';
import { checkAlerts } from './mutations/check-alerts';
import { mailAlert } from './mutations/mail-alert';
import { mailStill } from './mutations/mail-still';
import { raiseStill } from './mutations/raise-still';

let t: TestDb;
const segmentId = newId();
const scope = systemScope('test');

beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into segments (id, name, rule, state, size) values (${segmentId}, 'Watched', '{}', 'live', 100)`;
  await t.sql`insert into segment_sizes (segment_id, hour, size) values
    (${segmentId}, now() - interval '3 days', 50), (${segmentId}, now() - interval '25 hours', 80), (${segmentId}, now() - interval '1 hour', 100)`;
});
afterAll(() => t.close());

const add = (kind: 'above' | 'below' | 'changes', amount: number) => t.sql.begin((tx) => addAlert(tx, scope, { segmentId, kind, amount }));
const raised = async () => (await listAlerts(t.sql, segmentId)).map((a) => [a.kind, a.amount, a.raisedAt !== null, a.size]);

it('is raised once when it becomes so, audited, and ends when it is so no more', async () => {
  await add('above', 90);
  await add('below', 90);
  await add('changes', 25);
  await add('changes', 26);
  await checkAlerts(t.sql);
  await checkAlerts(t.sql);
  expect(await raised()).toEqual([
    ['above', 90, true, 100],
    ['below', 90, false, null],
    ['changes', 25, true, 100],
    ['changes', 26, false, null],
  ]);
  await t.sql`update segments set size = 85 where id = ${segmentId}`;
  await checkAlerts(t.sql);
  expect(await raised()).toEqual([
    ['above', 90, false, null],
    ['below', 90, true, 85],
    ['changes', 25, false, null],
    ['changes', 26, false, null],
  ]);
  const lines = await t.sql`select details from audit_log where action = 'segment.alert_raised' order by id`;
  expect(lines.map((line) => line.details)).toMatchObject([
    { kind: 'above', size: 100 },
    { kind: 'changes', size: 100 },
    { kind: 'below', size: 85 },
  ]);
});

it('says nothing while the segment is built, has a limit, and can be removed', async () => {
  await t.sql`update segments set state = 'building', size = 1 where id = ${segmentId}`;
  const before = await raised();
  await checkAlerts(t.sql);
  expect(await raised()).toEqual(before);
  for (let n = 0; n < 6; n++) await add('above', n);
  await expect(add('above', 99)).rejects.toMatchObject({ code: 'conflict' });
  const [first] = await listAlerts(t.sql, segmentId);
  await t.sql.begin((tx) => removeAlert(tx, scope, first?.id ?? ''));
  await t.sql.begin((tx) => removeAlert(tx, scope, first?.id ?? ''));
  expect(await listAlerts(t.sql, segmentId)).toHaveLength(9);
});

it('without a mail server is shown and audited, and leaves no mail behind that waits for one', async () => {
  const [userId, id] = [newId(), newId()];
  await t.sql`insert into users (id, email, name, role, status) values (${userId}, 'ann@example.com', 'Ann', 'marketer', 'active')`;
  await t.sql`update segments set state = 'live', size = 7 where id = ${segmentId}`;
  await t.sql`insert into segment_alerts (id, segment_id, kind, amount, created_by) values (${id}, ${segmentId}, 'below', 8, ${userId})`;
  await checkAlerts(t.sql, id);
  await t.sql.begin((tx) => raiseStill(tx, { segmentId, state: 'failed' }));
  expect((await listAlerts(t.sql, segmentId)).find((alert) => alert.id === id)).toMatchObject({ size: 7 });
  const waiting = await t.sql`select task_identifier from graphile_worker.jobs where task_identifier like 'segments.mail-%'`;
  expect(waiting).toEqual([]);
  // One that was noted while there was a server ends.
  await mailAlert(t.sql, { segmentId, userId, kind: 'below', amount: 8, size: 7 });
  await t.sql`update segments set state = 'failed' where id = ${segmentId}`;
  await mailStill(t.sql, { segmentId, userId });
});
