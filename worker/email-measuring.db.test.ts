import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { createPurpose } from '@/features/consent/mutations/purposes';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { setObjection } from '@/features/consent/restrictions/mutations/set-standing';
import { readLinkToken } from '@/features/journeys/core/letter-marks';
import { audienceOf } from '@/features/journeys/data/audience';
import { listMessages } from '@/features/journeys/data/messages';
import { noteOpened } from '@/features/journeys/mutations/note-reading';
import { startCampaign } from '@/features/journeys/mutations/start-campaign';
import { saveTemplate } from '@/features/journeys/mutations/templates';
import { campaignTo, done, emailOf, launch, openCampaigns, reader, segmentOf, statusOf, view } from '@/tests/integration/campaigns';
import type { MailServer } from '@/tests/integration/mail-server';
import { drain } from '@/tests/integration/pipeline';
import type { TestDb } from '@/tests/integration/test-db';
import { whoFits } from '@/tests/integration/who-fits';
import { startEmailSender } from './emails';

// Settings are read once, so the server's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 20_000 + ((process.pid * 7 + 3) % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});
const scope = systemScope('test');
let t: TestDb;
let server: MailServer;
let sender: { stop(): Promise<void> } | undefined;

describe('a campaign that measures', () => {
  const measuring = { opens: true, clicks: true, purpose: 'reading' };
  const agree = (profileId: string, state: 'granted' | 'denied' | 'withdrawn', more: { expiresAt?: Date } = {}) =>
    saveConsents(scope, [{ profileId, purpose: 'reading', channel: 'email', state, method: 'api', ...more }]);
  const html = '<p><a href="https://shop.example/sale?a=1&amp;b=2">Sale</a> <a href="mailto:help@shop.example">Help</a></p>';

  beforeAll(async () => {
    ({ t, server } = await openCampaigns(port));
    const rules = {
      mode: 'opt_in',
      lawfulBasis: 'consent',
      marketing: false,
      measuring: true,
      validityDays: null,
      description: '',
    } as const;
    await createPurpose(scope, { key: 'reading', name: 'Measuring', ...rules });
  });
  afterAll(async () => {
    await sender?.stop();
    await server.stop();
    await t.close();
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
    const segmentId = await segmentOf([...people.values()]);
    const campaignId = await launch(segmentId, null, { template, measuring });
    // Objects to marketing: it is the measuring that is asked about here, so that the letter is one of service.
    await t.sql`update campaigns set purpose = 'service' where id = ${campaignId}`;
    await t.sql.begin((tx) => setObjection(tx, scope, [id('objects')], true, 'asked by letter'));
    const asked = { segmentId, purpose: 'service', channel: 'email', measurePurpose: 'reading' };
    expect(await audienceOf(t.sql, asked)).toMatchObject({ eligible: people.size, measurable: 1 });
    sender = await startEmailSender({ pollMs: 50 });
    const end = await done(campaignId);
    expect(end.figures).toMatchObject({ sent: people.size, opensMeasured: 1, clicksMeasured: 1, opened: 0, clicked: 0 });
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
    await drain(t.sql);
    const told = await t.sql<{ profileId: string; opens: boolean | null; clicks: boolean | null }[]>`
      select profile_id as "profileId", properties->'measures_opens' as opens, properties->'measures_clicks' as clicks
      from events where name = 'Email Sent'`;
    expect(told).toHaveLength(people.size);
    for (const { profileId, opens, clicks } of told) expect([opens, clicks]).toEqual(profileId === id('yes') ? [true, true] : [null, null]);
    // Who did not open it are those of whom it would be known, and nobody else.
    for (const interaction of ['opened', 'clicked']) {
      const asked = { kind: 'message', interaction, op: 'did_not' };
      expect(await whoFits(t.sql, asked)).toEqual([id('yes')]);
      expect(await whoFits(t.sql, { ...asked, campaignId, window: { last: { days: 1 } } })).toEqual([id('yes')]);
      expect(await whoFits(t.sql, { ...asked, campaignId: randomUUID() })).toEqual([]);
    }
    const messageId = (await statusOf(campaignId, id('yes')))?.id ?? '';
    expect(await noteOpened(messageId)).toBe(true);
    await drain(t.sql);
    expect(await whoFits(t.sql, { kind: 'message', interaction: 'opened', op: 'did_not', campaignId })).toEqual([]);
    expect(await whoFits(t.sql, { kind: 'message', interaction: 'clicked', op: 'did_not', campaignId })).toEqual([id('yes')]);
    const listed = async (read: 'opened' | 'clicked') =>
      (await listMessages(t.sql, campaignId, { read }, scope)).data.map((m) => m.profileId);
    expect([await listed('opened'), await listed('clicked')]).toEqual([[id('yes')], []]);
    const marked = server.caught.find((c) => c.mail.html?.includes('/mail/link/'))?.mail.html ?? '';
    const [, link = ''] = /\/mail\/link\/([^"]+)/.exec(marked) ?? [];
    expect(readLinkToken(link)).toEqual({
      messageId: (await statusOf(campaignId, id('yes')))?.id,
      target: 'https://shop.example/sale?a=1&b=2',
    });
  });

  it('counts as measured only what the letter has marks for', async () => {
    const content = { name: 'No links', locale: 'en' as const, subject: 'Hello', preheader: '', text: null };
    const template = (await saveTemplate(scope, { ...content, html: '<p>Write to <a href="mailto:a@shop.example">us</a>.</p>' })).id;
    const profileId = await reader();
    await agree(profileId, 'granted');
    sender ??= await startEmailSender({ pollMs: 50 });
    const campaignId = await launch(await segmentOf([profileId]), null, { template, measuring });
    expect((await done(campaignId)).figures).toMatchObject({ sent: 1, opensMeasured: 1, clicksMeasured: 0 });
  });

  it('needs a purpose that asks first and covers it, also when it starts', async () => {
    const segmentId = await segmentOf([await reader()]);
    for (const purpose of ['', 'nothing', 'analytics', 'service', 'marketing'])
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
