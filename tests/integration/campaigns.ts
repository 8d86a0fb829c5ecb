import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemScope } from '@/features/access/core/scope';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { audienceOf } from '@/features/journeys/data/audience';
import { readCampaign } from '@/features/journeys/data/campaigns';
import { prepareCampaignJob } from '@/features/journeys/jobs';
import { saveCampaign } from '@/features/journeys/mutations/campaigns';
import { saveSender } from '@/features/journeys/mutations/sender';
import { startCampaign } from '@/features/journeys/mutations/start-campaign';
import { saveTemplate } from '@/features/journeys/mutations/templates';
import type { CampaignView, Measuring, MessageStatus } from '@/features/journeys/types';
import { type MailServer, startMailServer } from './mail-server';
import { person } from './person';
import { runJobs } from './run-jobs';
import { type TestDb, testDb } from './test-db';

const scope = systemScope('test');
/** What campaigns are for here, and how they go. */
export const gate = { purpose: 'marketing', channel: 'email' } as const;

let t: TestDb;
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
  security: 'none' as const,
  user: '',
  password: '',
  dkimDomain: '',
  dkimSelector: '',
  dkimKey: '',
};

/**
 * A database with a sender and a template, and a mail server at this port of this machine, which `ALLOW_PRIVATE_HOSTS` must have named before
 * anything was imported. The functions below speak of this database.
 */
export async function openCampaigns(port: number): Promise<{ t: TestDb; server: MailServer }> {
  t = await testDb();
  const server = await startMailServer(port);
  await saveSender(scope, { ...sending, port });
  const content = {
    locale: 'en' as const,
    subject: 'Hello {{ profile.first_name | default: "you" }}',
    preheader: 'News',
    html: '<p>Dear {{ profile.first_name }}, <b>10 %</b> off.</p>',
    text: null,
  };
  templateId = (await saveTemplate(scope, { name: 'Letter', ...content })).id;
  return { t, server };
}

/** What a look finds sooner or later. */
export async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (let n = 0; n < 400; n += 1) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`${what} did not come`);
}

/** A segment of these people, as an evaluation leaves it. */
export async function segmentOf(people: readonly string[], state = 'live'): Promise<string> {
  const id = randomUUID();
  await t.sql`insert into segments (id, name, rule, state) values (${id}, ${`Segment ${id}`}, ${t.sql.json({})}, ${state})`;
  for (const profileId of people)
    await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${profileId}, ${id}, now())`;
  return id;
}

let made = 0;
/** Somebody with an address of their own, who has agreed. */
export async function reader(more: Record<string, unknown> = {}, agreed = true): Promise<string> {
  made += 1;
  const email = `reader${made}@mail.example`;
  const id = await person(t.sql, { email, user_id: `u${made}`, traits: { email, first_name: `R${made}`, ...more } });
  if (agreed) await saveConsents(scope, [{ profileId: id, ...gate, state: 'granted', method: 'api' }]);
  return id;
}
export const emailOf = async (id: string) =>
  (await t.sql<{ email: string }[]>`select traits->>'email' as email from profiles where id = ${id}`)[0]?.email ?? '';

/** A draft. */
export async function campaignTo(
  segmentId: string,
  ratePerMinute: number | null = null,
  { template = templateId, measuring = null }: { template?: string; measuring?: Measuring | null } = {},
): Promise<string> {
  const { id } = await saveCampaign(scope, { name: 'Spring', segmentId, ...gate, templateId: template, ratePerMinute, measuring });
  return id;
}

/** A campaign that has begun, its messages written down. */
export async function launch(...of: Parameters<typeof campaignTo>): Promise<string> {
  const [segmentId] = of;
  const id = await campaignTo(...of);
  const { eligible } = await audienceOf(t.sql, { segmentId, ...gate });
  await startCampaign(scope, { id, confirmed: Math.max(1, eligible), startAt: null });
  await runJobs(t.url, [prepareCampaignJob]);
  return id;
}

export const view = async (id: string): Promise<CampaignView> => {
  const found = await readCampaign(t.sql, id);
  if (!found) throw new Error('no campaign');
  return found;
};
export const done = (id: string) =>
  until(async () => ((await view(id)).status === 'done' ? view(id) : undefined), 'The end of the campaign');
export const statusOf = async (campaignId: string, profileId: string) =>
  (
    await t.sql<
      { id: string; status: MessageStatus; reason: string | null }[]
    >`select id, status, reason from messages where campaign_id = ${campaignId} and profile_id = ${profileId}`
  )[0];
