import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { type MailServer, startMailServer } from '@/tests/integration/mail-server';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let mail: MailServer;

beforeAll(async () => {
  mail = await startMailServer();
  // Before anything is imported: settings are read once.
  process.env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
  t = await testDb();
});
afterAll(async () => {
  await t.close();
  await mail.stop();
});

it('a raised alert is mailed to who set it, by a job that is tried again when the mail server refuses', async () => {
  const { checkAlerts } = await import('./mutations/check-alerts');
  const { mailAlert } = await import('./mutations/mail-alert');
  const { mailAlertJob } = await import('./jobs/mail-alert');
  const { runJobs } = await import('@/tests/integration/run-jobs');
  const [segmentId, userId, id] = [newId(), newId(), newId()];
  await t.sql`insert into segments (id, name, rule, state, size) values (${segmentId}, 'Watched', '{}', 'live', 85)`;
  await t.sql`insert into users (id, email, name, role, status, locale) values (${userId}, 'ann@example.com', 'Ann', 'marketer', 'active', 'en')`;
  await t.sql`insert into segment_alerts (id, segment_id, kind, amount, created_by) values (${id}, ${segmentId}, 'below', 1000, ${userId})`;
  await checkAlerts(t.sql, id);
  expect(mail.caught).toHaveLength(0);
  await runJobs(t.url, [mailAlertJob]);
  expect(mail.caught.map(({ to, mail: { subject } }) => [to, subject])).toEqual([['ann@example.com', 'Segment Watched: 85 people']]);
  expect(mail.caught[0]?.mail.text).toContain('fewer than 1,000');
  expect(mail.caught[0]?.mail.text).toContain(`/segments/${segmentId}?tab=overview`);
  mail.rules.message = () => ({ code: 451, text: 'later' });
  const again = { segmentId, userId, kind: 'below' as const, amount: 1_000, size: 85 };
  await expect(mailAlert(t.sql, again)).rejects.toThrow('could not be sent');
  await mailAlert(t.sql, { ...again, userId: newId() });
});
