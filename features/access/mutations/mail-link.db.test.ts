import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';

type Mail = { to: string[]; text: string };
const inbox: Mail[] = [];
let refusing = false;
let t: TestDb;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, done) => done(refusing ? new Error('refused') : null),
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      inbox.push({ to: session.envelope.rcptTo.map((r) => r.address), text: Buffer.concat(chunks).toString('utf8') });
      done();
    });
  },
});

// next-intl's server half works only inside Next; here the strings come from the same files.
vi.mock('next-intl/server', async () => {
  const { createTranslator } = await import('next-intl');
  const { loadMessages } = await import('@/lib/i18n/messages');
  return {
    getTranslations: async ({ locale, namespace }: { locale: 'en' | 'fa'; namespace: string }) =>
      createTranslator({ locale, namespace, messages: loadMessages(locale, true) } as never),
  };
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Before the database: settings are read once.
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  t = await testDb();
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await t.close();
});

const quotedPrintable = (text: string) =>
  text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('a link by mail', () => {
  test('goes to the one address, with the token behind #, and is not shown', async () => {
    const { mailLink } = await import('./mail-link');
    const issued = await mailLink({ email: 'ann@example.com', kind: 'invite', token: 'invite_abc123' });
    expect(issued).toEqual({ email: 'ann@example.com', link: '', mailed: 'sent' });
    expect(inbox.at(-1)?.to).toEqual(['ann@example.com']);
    expect(quotedPrintable(inbox.at(-1)?.text ?? '')).toContain('http://localhost:3000/accept-invite#invite_abc123');
  });

  test("is written in the receiver's language", async () => {
    const { mailLink } = await import('./mail-link');
    await mailLink({ email: 'ann@example.com', locale: 'fa', kind: 'reset', token: 'reset_abc123' });
    const [, body = ''] = inbox.at(-1)?.text.split('\r\n\r\n', 2) ?? [];
    const text = Buffer.from(body, 'base64').toString('utf8') + Buffer.from(quotedPrintable(body), 'latin1').toString('utf8');
    expect(text).toContain('سلام');
  });

  test('reaches nobody but the address, whatever is put into it', async () => {
    const { sendMail } = await import('@/lib/mail');
    const before = inbox.length;
    await sendMail({ to: '"ann@example.com, eve@evil.example" <eve@evil.example>', subject: 'x\r\nBcc: eve@evil.example', text: 'x' });
    for (const mail of inbox.slice(before)) {
      expect(mail.to).toHaveLength(1);
      expect(mail.text).not.toMatch(/^Bcc:/m);
    }
  });

  test('is handed back for copying when the mail server refuses', async () => {
    refusing = true;
    const { mailLink } = await import('./mail-link');
    const issued = await mailLink({ email: 'ann@example.com', kind: 'reset', token: 'reset_abc123' });
    expect(issued).toEqual({ email: 'ann@example.com', link: 'http://localhost:3000/reset-password#reset_abc123', mailed: 'failed' });
  });
});
