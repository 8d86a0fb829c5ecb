import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MailServer, startMailServer } from '@/tests/integration/mail-server';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let mail: MailServer;

// next-intl's server half works only inside Next.
vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }));

beforeAll(async () => {
  mail = await startMailServer();
  // Before the database: settings are read once.
  process.env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
  t = await testDb();
});
afterAll(async () => {
  await t.close();
  await mail.stop();
});
beforeEach(() => t.sql`delete from attempt_limits`);

const load = async () => ({
  ...(await import('@/app/(public)/privacy-request/send/route')),
  confirm: (await import('@/app/(public)/privacy-request/confirm/route')).POST,
});
const headers = (origin = 'http://localhost:3000') => ({ origin, 'x-tessera-address': '203.0.113.9', host: 'localhost:3000' });

async function post(to: 'send' | 'confirm', fields: Record<string, string>, origin?: string) {
  const { POST, confirm } = await load();
  const body = new URLSearchParams(fields).toString();
  const request = new Request(`http://localhost:3000/privacy-request/${to}`, {
    method: 'POST',
    body,
    headers: { ...headers(origin), 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) },
  });
  const answer = await (to === 'send' ? POST : confirm)(request);
  return { status: answer.status, location: answer.headers.get('location') ?? '', body: await answer.text() };
}

const form = { type: 'access', email: 'zoe@example.com', name: 'Zoë', known: '', message: '' };
const idOf = (location: string) => new URL(location, 'http://x').searchParams.get('r') ?? '';
const lastCode = () => /\b\d{8}\b/.exec(mail.caught.at(-1)?.mail.text ?? '')?.[0] ?? '';
const requests = () =>
  t.sql<
    { number: number; contact: string; proof: string; origin: string }[]
  >`select number, contact, proof, origin from subject_requests order by number`;
const wrong = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, '0');

describe('the public form', () => {
  it('takes a request when the code from the e-mail is typed, once', async () => {
    const sent = await post('send', form);
    expect(sent).toMatchObject({ status: 303, location: expect.stringMatching(/^\/privacy-request\/code\?r=/) });
    expect(mail.caught.at(-1)?.to).toBe('zoe@example.com');
    expect(await requests()).toHaveLength(0);
    const [r, code] = [idOf(sent.location), lastCode()];
    const [row] = await t.sql<{ all: string }[]>`select row_to_json(c)::text as all from subject_request_codes c where id = ${r}`;
    expect(row?.all).not.toMatch(new RegExp(`zoe|${code}`, 'i'));
    const done = await post('confirm', { r, code: `${code.slice(0, 4)} ${code.slice(4)}` });
    expect(done.location).toMatch(/^\/privacy-request\/done\?n=\d+$/);
    expect(await requests()).toMatchObject([{ contact: 'zoe@example.com', proof: 'email_code', origin: 'form' }]);
    expect((await post('confirm', { r, code })).location).toBe('/privacy-request?fault=dead');
    expect(await requests()).toHaveLength(1);
    const [used] = await t.sql<{ content: string }[]>`select content_encrypted as content from subject_request_codes where id = ${r}`;
    expect(used?.content).toBe('');
  });

  it('a code holds for three tries, also when they come at once', async () => {
    const r = idOf((await post('send', form)).location);
    const code = lastCode();
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => post('confirm', { r, code: wrong(code) })));
    expect(tries.filter((answer) => answer.location.endsWith('fault=wrong'))).toHaveLength(2);
    expect((await post('confirm', { r, code })).location).toBe('/privacy-request?fault=dead');
    expect(await requests()).toHaveLength(1);
  });

  it('a code fits its own request only, and ends after ten minutes', async () => {
    const a = idOf((await post('send', form)).location);
    const codeOfA = lastCode();
    const b = idOf((await post('send', { ...form, email: 'other@example.com' })).location);
    expect((await post('confirm', { r: b, code: codeOfA })).location).toMatch(/fault=wrong$/);
    const [ends] = await t.sql<{ minutes: number }[]>`
      select extract(epoch from expires_at - created_at)::float8 / 60 as minutes from subject_request_codes where id = ${a}`;
    expect(ends?.minutes).toBeLessThanOrEqual(10);
    await t.sql`update subject_request_codes set expires_at = now() - interval '1 second' where id = ${a}`;
    expect((await post('confirm', { r: a, code: codeOfA })).location).toBe('/privacy-request?fault=dead');
  });

  it('answers known and unknown addresses alike, and mails nobody else', async () => {
    await person(t.sql, { name: 'Known', email: 'known@example.com' });
    const before = mail.caught.length;
    const known = await post('send', { ...form, email: 'known@example.com' });
    const unknown = await post('send', { ...form, email: 'strange@example.com' });
    const plain = ({ status, location, body }: typeof known) => ({ status, body, location: location.replace(/[0-9a-f-]{36}/, 'ID') });
    expect(plain(known)).toEqual(plain(unknown));
    expect(mail.caught.slice(before).map((one) => one.to)).toEqual(['known@example.com', 'strange@example.com']);
  });

  it.each(['a@b', '"a@evil.com"@victim.com', 'a@x.com, b@y.com', 'a@x.com\r\nBcc: b@y.com', 'аnn＠example.com', ''])(
    'refuses the address %j',
    async (email) => {
      const before = mail.caught.length;
      expect((await post('send', { ...form, email })).location).toBe('/privacy-request?fault=email');
      expect(mail.caught).toHaveLength(before);
    },
  );

  it('is limited by address and by caller', async () => {
    const answers: string[] = [];
    for (let n = 0; n < 7; n++) answers.push((await post('send', form)).location);
    expect(answers.filter((location) => location.endsWith('fault=limit'))).toHaveLength(2);
    for (let n = 0; n < 20; n++) await post('send', { ...form, email: `n${n}@example.com` });
    expect((await post('send', { ...form, email: 'fresh@example.com' })).location).toBe('/privacy-request?fault=limit');
  });

  it('takes nothing from other sites, and nothing when it is switched off', async () => {
    expect((await post('send', form, 'https://evil.example')).status).toBe(403);
    await t.sql`insert into settings (key, value) values ('privacy_form', 'false')`;
    expect((await post('send', form)).location).toBe('/privacy-request?fault=closed');
    await t.sql`delete from settings where key = 'privacy_form'`;
  });
});

describe('messages to whoever asked', () => {
  it('say the ground and where to complain, in their language; the queue holds the address encrypted only', async () => {
    const { registerRequest } = await import('./register-request');
    const { refuseRequest, extendRequest } = await import('./decisions');
    const { notifySubjectJob } = await import('../jobs');
    const { officer } = await import('@/tests/integration/officer');
    const ann = await officer(t.sql, 'Ann');
    const { id } = await t.sql.begin((tx) =>
      registerRequest(tx, ann, {
        type: 'erasure',
        identifiers: [],
        name: null,
        contact: 'parsa@example.com',
        message: null,
        locale: 'fa',
        receivedAt: new Date(),
        origin: 'staff',
        proof: null,
        identityAwaited: false,
      }),
    );
    await extendRequest(ann, id, 'چند سامانه');
    await refuseRequest(ann, id, { ground: 'legal_obligation', note: 'قانون مالیات' });
    const [jobs] = await t.sql<{ all: string }[]>`select string_agg(payload::text, ' ') as all from graphile_worker._private_jobs`;
    expect(jobs?.all).not.toContain('parsa@');
    const before = mail.caught.length;
    await runJobs(t.url, [notifySubjectJob]);
    const texts = mail.caught.slice(before).map(({ to, mail: { text } }) => ({ to, text: text ?? '' }));
    expect(texts.map((one) => one.to)).toEqual(['parsa@example.com', 'parsa@example.com']);
    expect(texts.some(({ text }) => text.includes('چند سامانه'))).toBe(true);
    expect(texts.some(({ text }) => text.includes('قانون مالیات') && text.includes('نهاد ناظر'))).toBe(true);
    const kinds = await t.sql<{ kind: string }[]>`select kind from subject_request_events where request_id = ${id} order by id`;
    expect(kinds.map((row) => row.kind).slice(-2)).toEqual(['mailed', 'mailed']);
  });
});
