import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { mintScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { type MailServer, startMailServer } from '@/tests/integration/mail-server';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { saveSender } from './sender';
import { sendTestMail } from './test-mail';

// Settings are read once, so the server's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 40_000 + ((process.pid * 7) % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});

const marketer = mintScope({ type: 'user', id: newId(), name: 'Mo', role: 'marketer', sessionId: newId() });
const content = { locale: 'en' as const, subject: 'For {{ profile.name }}', preheader: '', html: '<p>Hello</p>', text: null };
let t: TestDb;
let server: MailServer;

beforeAll(async () => {
  t = await testDb();
  server = await startMailServer(port);
  const { actor } = marketer;
  await t.sql`insert into users (id, name, email, role) values (${'id' in actor ? actor.id : ''}, 'Mo', 'mo@shop.example', 'marketer')`;
  await saveSender(marketer, {
    fromName: 'Shop',
    fromAddress: 'news@shop.example',
    replyTo: '',
    bounceAddress: 'bounces@shop.example',
    postalAddress: '1 High Street',
    ratePerMinute: null,
    useInstallation: false,
    host: '127.0.0.1',
    port,
    security: 'none',
    user: '',
    password: '',
    dkimDomain: '',
    dkimSelector: '',
    dkimKey: '',
  });
});
afterAll(async () => {
  await server.stop();
  await t.close();
});

const seenIn = (profileId: string) => t.sql`
  select a.action from profile_accesses s join audit_log a on a.id = s.audit_id where s.profile_id = ${profileId}`;

it('a test mail names in the audit log whose data it held, and holds nothing of a restricted person', async () => {
  const [zoe, rex] = [await person(t.sql, { name: 'Zoe Quist' }), await person(t.sql, { name: 'Rex Hidden' })];
  await t.sql`update profiles set restricted_at = now() where id = ${rex}`;
  expect(await sendTestMail(marketer, content, zoe)).toEqual({ ok: true, to: 'mo@shop.example' });
  expect(await sendTestMail(marketer, content, rex)).toEqual({ ok: true, to: 'mo@shop.example' });
  expect(server.caught.map(({ mail }) => mail.subject)).toEqual(['[Test] For Zoe Quist', '[Test] For']);
  expect(await seenIn(zoe)).toEqual([{ action: 'email_test.sent' }]);
  expect(await seenIn(rex)).toEqual([]);
});
