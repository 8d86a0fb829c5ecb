import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Sql } from '@/db/client';
import { migrate } from '@/db/migrate';
import { systemScope } from '@/features/access/core/scope';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { audienceOf } from '@/features/journeys/data/audience';
import { saveCampaign } from '@/features/journeys/mutations/campaigns';
import { saveSender } from '@/features/journeys/mutations/sender';
import { startCampaign } from '@/features/journeys/mutations/start-campaign';
import { saveTemplate } from '@/features/journeys/mutations/templates';
import type { ProofContext } from '../proofs/types';
import { GATE, makePeople } from './people';
import { judge, type Withdrawn } from './verdict';

const KILLS = 10;
const WITHDRAWALS_A_KILL = 10;
/** People who would get the mail, and whose address nobody else has. */
const ORDINARY = '^reader[0-9]{3,}@';
/** So many are surely sent in spite of kills and withdrawals. */
const MOST_SENT = 9_000;
const scope = systemScope('proof');

/** The run itself, in a process that knows its database: people, campaign, kills, withdrawals, verdict. */
export async function conduct(context: ProofContext): Promise<void> {
  const { say, random, dir } = context;
  const url = process.env.DATABASE_URL ?? '';
  const port = Number(process.env.EMAIL_KILL_PORT);
  const journal = join(dir, 'journal.jsonl');
  await migrate(url);
  const sql = connect(url, { max: 4 });
  const children = new Set<ChildProcess>();
  const role = (name: string) => startRole(name, { EMAIL_KILL_JOURNAL: journal }, children);
  try {
    const sink = role('sink');
    await once(sink, 'message');
    say('making 10,500 people');
    const { segmentId, expected } = await makePeople(sql);
    const campaignId = await prepare(segmentId, port);
    let worker = role('worker');
    const withdrawn: Withdrawn[] = [];
    const kills = context.rounds ?? KILLS;
    for (let n = 1; n <= kills; n += 1) {
      await untilShare(sql, campaignId, (n - 1) / kills);
      await sleep(random() * 300);
      withdrawn.push(...(await withdrawSome(sql, campaignId, random)));
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      const [state] = await sql<{ sent: number; open: number }[]>`
        select count(*) filter (where status = 'sent')::int as sent, count(*) filter (where status in ('claimed', 'sending'))::int as open
        from messages where campaign_id = ${campaignId}`;
      say(`kill ${n}/${kills}: ${state?.sent ?? 0} sent so far, ${state?.open ?? 0} in hand`);
      worker = role('worker');
    }
    await finished(sql, campaignId);
    await judge(sql, context, { campaignId, journal, expected, withdrawn, kills });
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await sql.end({ timeout: 5 });
  }
}

/** This program again, in another part. */
function startRole(name: string, extra: Record<string, string>, children: Set<ChildProcess>): ChildProcess {
  const child = fork(process.argv[1] ?? '', process.argv.slice(2), {
    env: { ...process.env, ...extra, EMAIL_KILL_ROLE: name },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function prepare(segmentId: string, port: number): Promise<string> {
  const server = { useInstallation: false, host: '127.0.0.1', port, security: 'none' as const, user: '', password: '' };
  const dkim = { dkimDomain: '', dkimSelector: '', dkimKey: '' };
  const from = { fromName: 'Shop', fromAddress: 'news@shop.example', replyTo: '', bounceAddress: 'bounces@shop.example' };
  await saveSender(scope, { ...from, ...server, ...dkim, postalAddress: '1 High Street', ratePerMinute: null });
  const content = { locale: 'en' as const, subject: 'Hello {{ profile.first_name }}', preheader: '', html: '<p>News</p>', text: null };
  const { id: templateId } = await saveTemplate(scope, { name: 'News', ...content });
  const { id } = await saveCampaign(scope, { name: 'News', segmentId, ...GATE, templateId, ratePerMinute: null, measuring: null });
  const { eligible } = await audienceOf(connectShared(), { segmentId, ...GATE });
  await startCampaign(scope, { id, confirmed: eligible, startAt: null });
  return id;
}

const connectShared = () => connect(process.env.DATABASE_URL ?? '', { max: 1, idle_timeout: 1 });

/** The first kill comes while members are still being written down, the others spread over the run. */
async function untilShare(sql: Sql, campaignId: string, share: number): Promise<void> {
  for (const end = Date.now() + 300_000; Date.now() < end; await sleep(50)) {
    const [row] = await sql<{ written: number; sent: number }[]>`
      select count(*)::int as written, count(*) filter (where status = 'sent')::int as sent from messages where campaign_id = ${campaignId}`;
    if (share === 0 ? (row?.written ?? 0) > 0 : (row?.sent ?? 0) > share * MOST_SENT) return;
  }
  throw new Error('The worker sends nothing');
}

/** Some who wait withdraw; when this has returned they must not be written to any more. */
async function withdrawSome(sql: Sql, campaignId: string, random: () => number): Promise<Withdrawn[]> {
  const waiting = await sql<{ id: string }[]>`
    select m.profile_id as id from messages m join profiles p on p.id = m.profile_id
    where m.campaign_id = ${campaignId} and m.status in ('pending', 'claimed') and p.traits->>'email' ~ ${ORDINARY}
      and exists (select from consent_states c where c.profile_id = m.profile_id and c.state = 'granted') order by md5(m.id::text || ${random()}) limit ${WITHDRAWALS_A_KILL}`;
  const withdrawn: Withdrawn[] = [];
  for (const { id } of waiting) {
    await saveConsents(scope, [{ profileId: id, ...GATE, state: 'withdrawn', method: 'api' }]);
    withdrawn.push({ profileId: id, at: Date.now() });
  }
  return withdrawn;
}

/** The campaign is done, and the pipeline has taken in all that it told. */
async function finished(sql: Sql, campaignId: string): Promise<void> {
  for (const end = Date.now() + 900_000; Date.now() < end; await sleep(500)) {
    const [campaign] = await sql<{ status: string }[]>`select status from campaigns where id = ${campaignId}`;
    const [waiting] = await sql<
      { n: number }[]
    >`select count(*)::int as n from inbox i join inbox_lanes l on l.lane = i.lane where i.seq > l.cursor`;
    if (campaign?.status === 'done' && waiting?.n === 0) return;
  }
  throw new Error('The campaign did not come to its end within 15 minutes');
}
