import { existsSync, readFileSync } from 'node:fs';
import type { Sql } from '@/db/client';
import { readCampaign } from '@/features/journeys/data/campaigns';
import type { ProofContext } from '../proofs/types';
import type { Taken } from './mail-sink';
import type { Expected } from './people';

export type Withdrawn = { profileId: string; at: number };

const few = (words: readonly string[]): string => words.slice(0, 5).join(', ');

/** Compares what the mail server took with what the campaign says of itself. */
export async function judge(
  sql: Sql,
  { say, fault }: Pick<ProofContext, 'say' | 'fault'>,
  run: { campaignId: string; journal: string; expected: Expected; withdrawn: readonly Withdrawn[]; kills: number },
): Promise<void> {
  const lines = existsSync(run.journal) ? readFileSync(run.journal, 'utf8').trim().split('\n') : [];
  const taken = lines.filter(Boolean).map((line) => JSON.parse(line) as Taken);
  const campaign = await readCampaign(sql, run.campaignId);
  if (!campaign) return fault('the campaign is gone');
  const f = campaign.figures;
  const messages = await sql<{ id: string; profileId: string; status: string; sentEvents: number }[]>`
    select m.id, m.profile_id as "profileId", m.status,
      (select count(*)::int from events e where e.name = 'Email Sent' and e.profile_id = m.profile_id and e.properties->>'message_id' = m.id::text) as "sentEvents"
    from messages m where m.campaign_id = ${run.campaignId}`;

  const byAddress = countBy(taken.map((t) => t.to));
  const byMessage = countBy(taken.map((t) => t.id));
  const doubled = [...byAddress].filter(([, n]) => n > 1).map(([address]) => address);
  if (doubled.length > 0) fault(`${doubled.length} addresses got more than one mail: ${few(doubled)}`);
  const lost = messages.filter((m) => m.status === 'sent' && byMessage.get(m.id) !== 1).map((m) => m.id);
  if (lost.length > 0) fault(`${lost.length} messages are marked as sent and never arrived: ${few(lost)}`);
  const unmarked = messages
    .filter((m) => byMessage.has(m.id) && m.status !== 'sent' && m.status !== 'unknown')
    .map((m) => `${m.id} ${m.status}`);
  if (unmarked.length > 0) fault(`${unmarked.length} messages arrived and are neither sent nor unknown: ${few(unmarked)}`);
  const untold = messages.filter((m) => m.sentEvents !== (m.status === 'sent' ? 1 : 0)).map((m) => `${m.id} ${m.status} ${m.sentEvents}`);
  if (untold.length > 0) fault(`${untold.length} messages have not exactly their event on the timeline: ${few(untold)}`);

  const { expected, withdrawn } = run;
  const states = f.pending + f.claimed + f.sending + f.retry + f.sent + f.bounced + f.withheld + f.failed + f.unknown + f.cancelled;
  if (f.audience !== expected.total || states !== expected.total)
    fault(`the figures do not add up: audience ${f.audience}, states ${states}, people ${expected.total}`);
  if (f.pending + f.claimed + f.sending + f.retry + f.failed + f.cancelled !== 0) fault('something was left over');
  if (f.bounced !== expected.forGood) fault(`${f.bounced} bounced instead of ${expected.forGood}`);
  const reasons = f.reasons;
  const unwilling = [reasons.no_consent ?? 0, reasons.no_address ?? 0, reasons.same_address ?? 0];
  if (unwilling.join() !== [expected.noConsent, expected.noAddress, expected.sameAddress].join())
    fault(`withheld by other reasons than expected: ${JSON.stringify(reasons)}`);
  const reached = f.sent + f.unknown + f.bounced + (reasons.withdrawn ?? 0);
  if (reached !== expected.eligible) fault(`of ${expected.eligible} who may be written to, ${reached} are accounted for`);

  const after = withdrawn.filter(({ profileId, at }) => {
    const own = new Set(messages.filter((m) => m.profileId === profileId).map((m) => m.id));
    return taken.some((t) => own.has(t.id) && t.at > at);
  });
  if (after.length > 0) fault(`${after.length} people got the mail after they had withdrawn`);

  const arrived = messages.filter((m) => m.status === 'unknown' && byMessage.has(m.id)).length;
  say(`kills (SIGKILL): ${run.kills}`);
  say(`audience ${f.audience} = sent ${f.sent} + unknown ${f.unknown} + bounced ${f.bounced} + withheld ${f.withheld}`);
  say(
    `reasons: ${Object.entries(reasons)
      .map(([reason, n]) => `${reason} ${n}`)
      .join(', ')}`,
  );
  say(`mail server: ${taken.length} messages to ${byAddress.size} addresses; of the ${f.unknown} unknown ones ${arrived} had arrived`);
  say(`withdrawn in mid-run: ${withdrawn.length}, of whom ${reasons.withdrawn ?? 0} had not been written to and were not`);
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
