import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { readUnsubscribeToken } from '@/features/consent/core/links';
import { createPurpose } from '@/features/consent/mutations/purposes';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { setObjection } from '@/features/consent/restrictions/mutations/set-standing';
import { bounceToken } from '@/features/journeys/core/bounce-token';
import { readLinkToken } from '@/features/journeys/core/letter-marks';
import { addressHash, audienceOf } from '@/features/journeys/data/audience';
import { readCampaign, sendingCampaign } from '@/features/journeys/data/campaigns';
import { prepareCampaignJob, unsubscribedFollower } from '@/features/journeys/jobs';
import { liftBlock, recordReturned } from '@/features/journeys/mutations/bounces';
import { cancelCampaign, pauseCampaign, saveCampaign } from '@/features/journeys/mutations/campaigns';
import { claimMessages } from '@/features/journeys/mutations/claim-messages';
import { finishMessage, markSending, recoverMessages } from '@/features/journeys/mutations/finish-message';
import { saveSender } from '@/features/journeys/mutations/sender';
import { startCampaign } from '@/features/journeys/mutations/start-campaign';
import { saveTemplate } from '@/features/journeys/mutations/templates';
import type { CampaignView, Measuring, MessageStatus, SendingCampaign } from '@/features/journeys/types';
import { type MailServer, startMailServer } from '@/tests/integration/mail-server';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { startEmailSender } from './emails';

// Settings are read once, so the server's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 20_000 + ((process.pid * 7) % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});
const scope = systemScope('test');
const gate = { purpose: 'marketing', channel: 'email' } as const;
let t: TestDb;
let server: MailServer;
let sender: { stop(): Promise<void> } | undefined;
let templateId = '';

const sending = {
  fromName: 'Shop',
  fromAddress: 'news@shop.example',
  replyTo: 'help@shop.example',
  bounceAddress: 'bounces@shop.example',
  postalAddress: '1 High Street\nLeeds',
  ratePerMinute: null,
  useInstallation: false,
  host: '127.0.0.1',
  port,
  security: 'none' as const,
  user: '',
  password: '',
  dkimDomain: '',
  dkimSelector: '',
  dkimKey: '',
};

beforeAll(async () => {
  t = await testDb();
  server = await startMailServer(port);
  await saveSender(scope, sending);
  const content = {
    locale: 'en' as const,
    subject: 'Hello {{ profile.first_name | default: "you" }}',
    preheader: 'News',
    html: '<p>Dear {{ profile.first_name }}, <b>10 %</b> off.</p>',
    text: null,
  };
  templateId = (await saveTemplate(scope, { name: 'Letter', ...content })).id;
});
beforeEach(() => {
  server.caught.length = 0;
  server.rules.recipient = undefined;
  server.rules.message = undefined;
});
afterEach(async () => {
  await sender?.stop();
  sender = undefined;
});
afterAll(async () => {
  await server.stop();
  await t.close();
});

const start = async () => {
  sender ??= await startEmailSender({ pollMs: 50 });
};

async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (let n = 0; n < 400; n += 1) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`${what} did not come`);
}

async function segmentOf(people: readonly string[], state = 'live'): Promise<string> {
  const id = randomUUID();
  await t.sql`insert into segments (id, name, rule, state) values (${id}, ${`Segment ${id}`}, ${t.sql.json({})}, ${state})`;
  for (const profileId of people)
    await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${profileId}, ${id}, now())`;
  return id;
}

let made = 0;
/** Somebody with an address of their own, who has agreed. */
async function reader(more: Record<string, unknown> = {}, agreed = true): Promise<string> {
  made += 1;
  const email = `reader${made}@mail.example`;
  const id = await person(t.sql, { email, user_id: `u${made}`, traits: { email, first_name: `R${made}`, ...more } });
  if (agreed) await saveConsents(scope, [{ profileId: id, ...gate, state: 'granted', method: 'api' }]);
  return id;
}
const emailOf = async (id: string) =>
  (await t.sql<{ email: string }[]>`select traits->>'email' as email from profiles where id = ${id}`)[0]?.email ?? '';

async function campaignTo(
  segmentId: string,
  ratePerMinute: number | null = null,
  { template = templateId, measuring = null }: { template?: string; measuring?: Measuring | null } = {},
): Promise<string> {
  const { id } = await saveCampaign(scope, { name: 'Spring', segmentId, ...gate, templateId: template, ratePerMinute, measuring });
  return id;
}

async function launch(...of: Parameters<typeof campaignTo>): Promise<string> {
  const [segmentId] = of;
  const id = await campaignTo(...of);
  const { eligible } = await audienceOf(t.sql, { segmentId, ...gate });
  await startCampaign(scope, { id, confirmed: Math.max(1, eligible), startAt: null });
  await runJobs(t.url, [prepareCampaignJob]);
  return id;
}

const view = async (id: string): Promise<CampaignView> => {
  const found = await readCampaign(t.sql, id);
  if (!found) throw new Error('no campaign');
  return found;
};
const done = (id: string) => until(async () => ((await view(id)).status === 'done' ? view(id) : undefined), 'The end of the campaign');
const statusOf = async (campaignId: string, profileId: string) =>
  (
    await t.sql<
      { id: string; status: MessageStatus; reason: string | null }[]
    >`select id, status, reason from messages where campaign_id = ${campaignId} and profile_id = ${profileId}`
  )[0];
const told = async (messageId: string) =>
  (await t.sql<{ body: string }[]>`select body from inbox order by seq`)
    .map(({ body }) => (JSON.parse(body) as { batch: [{ event: string; messageId: string }] }).batch[0])
    .filter((event) => event.messageId.endsWith(messageId))
    .map((event) => event.event);

const addsUp = ({ figures: f }: CampaignView) => {
  const states: MessageStatus[] = [
    'pending',
    'claimed',
    'sending',
    'sent',
    'retry',
    'bounced',
    'withheld',
    'failed',
    'unknown',
    'cancelled',
  ];
  expect(states.reduce((sum, s) => sum + f[s], 0) + f.erased).toBe(f.audience);
};

describe('a campaign', () => {
  it('reaches everybody who may be written to, once, and counts the others by reason', async () => {
    const [ada, bea] = [await reader(), await reader()];
    const twin = await reader({ email: await emailOf(ada) });
    const silent = await reader({}, false);
    const nowhere = await person(t.sql, { user_id: `nowhere${made}` });
    await saveConsents(scope, [{ profileId: nowhere, ...gate, state: 'granted', method: 'api' }]);
    const segmentId = await segmentOf([ada, bea, twin, silent, nowhere]);
    expect(await audienceOf(t.sql, { segmentId, ...gate })).toEqual({
      total: 5,
      eligible: 2,
      reasons: { no_consent: 1, no_address: 1, same_address: 1 },
    });
    const id = await launch(segmentId);
    await start();
    const end = await done(id);
    expect(end.figures).toMatchObject({ audience: 5, sent: 2, withheld: 3, reasons: { no_consent: 1, no_address: 1, same_address: 1 } });
    addsUp(end);
    expect(server.caught.map((c) => c.to).sort()).toEqual([await emailOf(ada), await emailOf(bea)].sort());
    const letter = server.caught.find((c) => c.mail.subject?.includes('R')) as (typeof server.caught)[number];
    const message = await t.sql<{ id: string; variablesHash: string }[]>`
      select id, variables_hash as "variablesHash" from messages where campaign_id = ${id} and status = 'sent' and address_hash = ${addressHash(letter.to)}`;
    const messageId = message[0]?.id ?? '';
    expect(letter.mail.messageId).toBe(`<${messageId}@shop.example>`);
    expect(letter.from).toBe(`bounces+${bounceToken(messageId)}@shop.example`);
    expect(letter.mail.subject).toMatch(/^Hello R\d+$/);
    expect(letter.mail.html).toContain('1 High Street');
    expect(letter.mail.text).toContain('Unsubscribe: http');
    const header = (name: string) => letter.mail.headers.find((h) => h.key === name)?.value;
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const link = new URL(/<(.*)>/.exec(header('list-unsubscribe') ?? '')?.[1] ?? '').pathname;
    expect(readUnsubscribeToken(link.split('/').at(-1) ?? '')).toMatchObject({ ...gate, messageId });
    expect(await told(messageId)).toEqual(['Email Sent']);
  });

  it('refused for good is a bounce that stops further mail, refused for now is tried again', async () => {
    const [gone, full, busy] = [await reader(), await reader(), await reader()];
    const [goneAt, fullAt] = [await emailOf(gone), await emailOf(full)];
    server.rules.recipient = (address) =>
      address === goneAt
        ? { code: 550, text: '5.1.1 No such user' }
        : address === fullAt
          ? { code: 552, text: '5.2.2 Mailbox full' }
          : { code: 451, text: '4.3.0 Try again' };
    const segmentId = await segmentOf([gone, full, busy]);
    const id = await launch(segmentId);
    await start();
    await until(async () => (await statusOf(id, busy))?.status === 'retry', 'The retry');
    await until(async () => (await view(id)).figures.bounced === 2, 'The bounces');
    expect(await statusOf(id, gone)).toMatchObject({ status: 'bounced', reason: 'no_such_address' });
    expect(await statusOf(id, full)).toMatchObject({ status: 'bounced', reason: 'refused' });
    expect(await told((await statusOf(id, gone))?.id ?? '')).toEqual(['Email Bounced']);
    server.rules.recipient = undefined;
    await t.sql`update messages set next_attempt_at = now() where campaign_id = ${id} and status = 'retry'`;
    addsUp(await done(id));
    expect(server.caught.map((c) => c.to)).toEqual([await emailOf(busy)]);

    expect(await audienceOf(t.sql, { segmentId, ...gate })).toEqual({ total: 3, eligible: 2, reasons: { address_blocked: 1 } });
    const next = await done(await launch(segmentId));
    expect(next.figures).toMatchObject({ sent: 2, withheld: 1, reasons: { address_blocked: 1 } });
    await liftBlock(scope, { profileId: gone, addressHash: addressHash(goneAt) });
    expect(await audienceOf(t.sql, { segmentId, ...gate })).toMatchObject({ eligible: 3 });
  });

  it('a message whose answer never came is unknown and is not sent again', async () => {
    const ada = await reader();
    server.rules.message = () => 'drop';
    const id = await launch(await segmentOf([ada]));
    await start();
    const end = await done(id);
    expect(end.figures).toMatchObject({ unknown: 1, sent: 0 });
    expect(server.caught).toHaveLength(1);
  });

  it('a crash before the first byte costs nothing, a crash after it is unknown', async () => {
    const people = [await reader(), await reader()];
    const id = await launch(await segmentOf(people));
    const campaign = (await sendingCampaign(t.sql, id)) as SendingCampaign;
    const { claimed } = await claimMessages(campaign, 10);
    expect(claimed).toHaveLength(2);
    const [before, after] = claimed as [(typeof claimed)[number], (typeof claimed)[number]];
    expect(await markSending(after)).toBe(true);
    expect(await markSending(after)).toBe(false);
    await t.sql`update messages set next_attempt_at = now() where campaign_id = ${id}`;
    expect(await recoverMessages(id)).toEqual({ released: 1, unknown: 1 });
    // The dead process comes back: it neither sends nor marks anything.
    expect(await markSending(before)).toBe(false);
    expect(await finishMessage(after, campaign, { status: 'sent', smtpCode: 250, smtpStatus: null, variablesHash: '' })).toBe(false);
    await start();
    expect((await done(id)).figures).toMatchObject({ sent: 1, unknown: 1 });
    expect(server.caught.map((c) => c.to)).toEqual([before.address]);
  });

  it('paused sends nothing, resumed goes on, cancelled ends', async () => {
    const people = [await reader(), await reader(), await reader()];
    const id = await launch(await segmentOf(people), 60);
    await start();
    await until(async () => server.caught.length > 0, 'The first message');
    await pauseCampaign(scope, { id, paused: true });
    await sleep(100);
    const before = server.caught.length;
    await sleep(1_500);
    expect(server.caught.length).toBe(before);
    await pauseCampaign(scope, { id, paused: false });
    await until(async () => server.caught.length > before, 'The next message');
    await cancelCampaign(scope, id);
    const end = await view(id);
    expect(end.status).toBe('cancelled');
    await until(async () => (await view(id)).figures.claimed + (await view(id)).figures.sending === 0, 'The messages under way');
    addsUp(await view(id));
    expect((await view(id)).figures.sent).toBe(server.caught.length);
  });

  it('keeps to the rate', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => reader()));
    const id = await launch(await segmentOf(people), 120);
    const from = performance.now();
    await start();
    await done(id);
    // Two a second: the first second's may leave at once.
    expect(performance.now() - from).toBeGreaterThan(1_500);
    expect(server.caught).toHaveLength(6);
  });

  it('who withdraws during the run gets nothing more, and is counted', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => reader()));
    const id = await launch(await segmentOf(people), 60);
    await start();
    await until(async () => server.caught.length > 0, 'The first message');
    const written = new Set(server.caught.map((c) => c.to));
    const rest = [];
    for (const p of people) if (!written.has(await emailOf(p))) rest.push(p);
    const last = rest.at(-1) ?? '';
    await saveConsents(scope, [{ profileId: last, ...gate, state: 'withdrawn', method: 'api' }]);
    const after = server.caught.map((c) => c.to);
    const end = await done(id);
    if (!after.includes(await emailOf(last))) expect(end.figures.reasons).toEqual({ withdrawn: 1 });
    expect(server.caught.filter((c) => c.to === '').length).toBe(0);
    addsUp(end);
  });

  it('unsubscribing by the link of a message is counted at the campaign and told to the timeline', async () => {
    const ada = await reader();
    const id = await launch(await segmentOf([ada]));
    await start();
    await done(id);
    const messageId = (await statusOf(id, ada))?.id ?? '';
    await saveConsents(scope, [{ profileId: ada, ...gate, state: 'withdrawn', method: 'unsubscribe', evidence: { messageId } }]);
    await unsubscribedFollower.run(
      { profileIds: [ada], ...gate },
      { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal },
    );
    expect((await view(id)).figures.unsubscribed).toBe(1);
    expect(await told(messageId)).toEqual(['Email Sent', 'Email Unsubscribed']);
  });

  it('of two profiles that became one person, one message is sent', async () => {
    const [ada, bea] = [await reader(), await reader()];
    const id = await launch(await segmentOf([ada, bea]));
    await t.sql`
      insert into messages (profile_id, id, campaign_id, origin_profile_id, status, next_attempt_at)
      select ${ada}, id, campaign_id, origin_profile_id, status, next_attempt_at from messages where profile_id = ${bea} and campaign_id = ${id}`;
    await t.sql`delete from messages where profile_id = ${bea} and campaign_id = ${id}`;
    await start();
    const end = await done(id);
    expect(end.figures).toMatchObject({ sent: 1, withheld: 1, reasons: { same_person: 1 } });
    expect(server.caught).toHaveLength(1);
  });

  it('asks again when the audience has grown since it was confirmed', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => reader()));
    const id = await campaignTo(await segmentOf(people));
    await expect(startCampaign(scope, { id, confirmed: 1, startAt: null })).rejects.toMatchObject({ key: 'email.audienceGrew' });
    expect((await view(id)).status).toBe('draft');
    await startCampaign(scope, { id, confirmed: 12, startAt: null });
    await expect(startCampaign(scope, { id, confirmed: 12, startAt: null })).rejects.toMatchObject({ code: 'conflict' });
    await cancelCampaign(scope, id);
  });
});

describe('a campaign that measures', () => {
  const measuring = { opens: true, clicks: true, purpose: 'reading' };
  const agree = (profileId: string, state: 'granted' | 'denied' | 'withdrawn', more: { expiresAt?: Date } = {}) =>
    saveConsents(scope, [{ profileId, purpose: 'reading', channel: 'email', state, method: 'api', ...more }]);
  const html = '<p><a href="https://shop.example/sale?a=1&amp;b=2">Sale</a> <a href="mailto:help@shop.example">Help</a></p>';

  beforeAll(async () => {
    const rules = { mode: 'opt_in', lawfulBasis: 'consent', marketing: false, validityDays: null, description: '' } as const;
    await createPurpose(scope, { key: 'reading', name: 'Measuring', ...rules });
  });

  it('marks the letters of those alone who agree to that when it leaves', async () => {
    const template = (await saveTemplate(scope, { name: 'Sale', locale: 'en', subject: 'Sale', preheader: '', html, text: null })).id;
    const people = new Map<string, string>();
    for (const who of ['yes', 'never asked', 'denied', 'withdrawn', 'expired', 'objects']) people.set(who, await reader());
    const id = (who: string) => people.get(who) ?? '';
    for (const who of ['yes', 'withdrawn', 'objects']) await agree(id(who), 'granted');
    await agree(id('denied'), 'denied');
    await agree(id('withdrawn'), 'withdrawn');
    await agree(id('expired'), 'granted', { expiresAt: new Date(Date.now() - 1_000) });
    const campaignId = await launch(await segmentOf([...people.values()]), null, { template, measuring });
    // Objects to marketing: it is the measuring that is asked about here, so that the letter is one of service.
    await t.sql`update campaigns set purpose = 'service' where id = ${campaignId}`;
    await t.sql.begin((tx) => setObjection(tx, scope, [id('objects')], true, 'asked by letter'));
    await start();
    const end = await done(campaignId);
    expect(end.figures).toMatchObject({ sent: people.size, measured: 1, opened: 0, clicked: 0 });
    for (const [who, profileId] of people) {
      const to = await emailOf(profileId);
      const { html: got = '', text = '', headers = [] } = server.caught.find((c) => c.to === to)?.mail ?? {};
      expect(got.includes('/mail/open/'), who).toBe(who === 'yes');
      expect(got.includes('/mail/link/'), who).toBe(who === 'yes');
      expect(got.includes('https://shop.example/sale'), who).toBe(who !== 'yes');
      expect(got).toContain('href="mailto:help@shop.example"');
      expect(got).toMatch(/href="[^"]*\/unsubscribe\//);
      expect(text).toContain('https://shop.example/sale?a=1&b=2');
      expect(`${text}${JSON.stringify(headers)}`).not.toContain('/mail/');
    }
    const marked = server.caught.find((c) => c.mail.html?.includes('/mail/link/'))?.mail.html ?? '';
    const [, link = ''] = /\/mail\/link\/([^"]+)/.exec(marked) ?? [];
    expect(readLinkToken(link)).toEqual({
      messageId: (await statusOf(campaignId, id('yes')))?.id,
      target: 'https://shop.example/sale?a=1&b=2',
    });
  });

  it('needs a purpose that asks first, also when it starts', async () => {
    const segmentId = await segmentOf([await reader()]);
    for (const purpose of ['', 'nothing', 'analytics', 'service'])
      await expect(campaignTo(segmentId, null, { measuring: { ...measuring, purpose } })).rejects.toMatchObject({
        key: 'email.measuringPurpose',
      });
    const id = await campaignTo(segmentId, null, { measuring });
    expect((await view(id)).measuring).toEqual(measuring);
    await t.sql`update purposes set archived = true where key = 'reading'`;
    await expect(startCampaign(scope, { id, confirmed: 1, startAt: null })).rejects.toMatchObject({ key: 'email.measuringPurpose' });
    await t.sql`update purposes set archived = false where key = 'reading'`;
  });
});

describe('a segment that is not whole', () => {
  it('is not written to: at once is refused, and at its time the campaign waits and says so', async () => {
    const segmentId = await segmentOf([await reader()], 'building');
    const id = await campaignTo(segmentId);
    await expect(startCampaign(scope, { id, confirmed: 1, startAt: null })).rejects.toMatchObject({ key: 'segment.notWhole' });
    await startCampaign(scope, { id, confirmed: 1, startAt: new Date(0).toISOString() });
    await runJobs(t.url, [prepareCampaignJob]);
    expect(await view(id)).toMatchObject({ status: 'scheduled', error: 'segment', segmentState: 'building', figures: { audience: 0 } });
    await t.sql`update segments set state = 'live' where id = ${segmentId}`;
    await t.sql`update graphile_worker._private_jobs set run_at = now() where key = ${`campaign:${id}`}`;
    await runJobs(t.url, [prepareCampaignJob]);
    expect(await view(id)).toMatchObject({ error: null, figures: { audience: 1 } });
    await cancelCampaign(scope, id);
  });
});

describe('what comes back later', () => {
  const notification = (to: string, status: string, action = 'failed') =>
    [
      'From: MAILER-DAEMON@mx.example',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; someone@mail.example',
      `Action: ${action}`,
      `Status: ${status}`,
      '--b--',
    ].join('\r\n');

  it('a returned message becomes a bounce once, and its address is not written to any more', async () => {
    const ada = await reader();
    const segmentId = await segmentOf([ada]);
    const id = await launch(segmentId);
    await start();
    await done(id);
    const messageId = (await statusOf(id, ada))?.id ?? '';
    const address = await emailOf(ada);
    const to = server.caught.find((c) => c.to === address)?.from ?? '';
    expect(await recordReturned(notification(to, '4.4.1', 'delayed'))).toEqual({ outcome: 'noted', messageId });
    expect((await statusOf(id, ada))?.status).toBe('sent');
    expect(await recordReturned(notification(to, '5.1.1'))).toEqual({ outcome: 'bounced', messageId });
    expect(await recordReturned(notification(to, '5.1.1'))).toEqual({ outcome: 'noted', messageId });
    expect(await statusOf(id, ada)).toMatchObject({ status: 'bounced', reason: 'no_such_address' });
    expect(await told(messageId)).toEqual(['Email Sent', 'Email Bounced']);
    expect(await audienceOf(t.sql, { segmentId, ...gate })).toMatchObject({ eligible: 0, reasons: { address_blocked: 1 } });
  });

  it('a mark that we did not make names nobody', async () => {
    const forged = `bounces+${randomUUID().replaceAll('-', '')}.${'a'.repeat(20)}@shop.example`;
    expect(await recordReturned(notification(forged, '5.1.1'))).toEqual({ outcome: 'ignored', messageId: null });
  });
});
