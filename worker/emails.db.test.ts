import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { readUnsubscribeToken } from '@/features/consent/core/links';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { bounceToken } from '@/features/journeys/core/bounce-token';
import { addressHash, audienceOf } from '@/features/journeys/data/audience';
import { sendingCampaign } from '@/features/journeys/data/campaigns';
import { prepareCampaignJob, unsubscribedFollower } from '@/features/journeys/jobs';
import { liftBlock, recordReturned } from '@/features/journeys/mutations/bounces';
import { cancelCampaign, pauseCampaign } from '@/features/journeys/mutations/campaigns';
import { claimMessages } from '@/features/journeys/mutations/claim-messages';
import { finishMessage, markSending, recoverMessages } from '@/features/journeys/mutations/finish-message';
import { startCampaign } from '@/features/journeys/mutations/start-campaign';
import type { CampaignView, MessageStatus, SendingCampaign } from '@/features/journeys/types';
import {
  campaignTo,
  done,
  emailOf,
  gate,
  launch,
  openCampaigns,
  reader,
  segmentOf,
  statusOf,
  until,
  view,
} from '@/tests/integration/campaigns';
import type { MailServer } from '@/tests/integration/mail-server';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import type { TestDb } from '@/tests/integration/test-db';
import { startEmailSender } from './emails';

// Settings are read once, so the server's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 20_000 + ((process.pid * 7) % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});
const scope = systemScope('test');
let t: TestDb;
let server: MailServer;
let sender: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  ({ t, server } = await openCampaigns(port));
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
    const nowhere = await person(t.sql, { user_id: 'nowhere' });
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
