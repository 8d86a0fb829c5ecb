import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { createPurpose } from '@/features/consent/mutations/purposes';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { setObjection } from '@/features/consent/restrictions/mutations/set-standing';
import { readLinkToken } from '@/features/journeys/core/letter-marks';
import { audienceOf } from '@/features/journeys/data/audience';
import { startCampaign } from '@/features/journeys/mutations/start-campaign';
import { saveTemplate } from '@/features/journeys/mutations/templates';
import { campaignTo, done, emailOf, launch, openCampaigns, reader, segmentOf, statusOf, view } from '@/tests/integration/campaigns';
import type { MailServer } from '@/tests/integration/mail-server';
import type { TestDb } from '@/tests/integration/test-db';
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
