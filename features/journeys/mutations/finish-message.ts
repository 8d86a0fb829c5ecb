import { type AnySql, sql, type TransactionSql } from '@/db/client';
import { EMAIL_BOUNCED, EMAIL_SENT } from '@/lib/event-names';
import { LEASE_MS } from '../constants';
import type { Marked } from '../core/measured-html';
import { readRecipients } from '../data/recipients';
import type { ClaimedMessage, SendingCampaign } from '../types';
import { tellEvents } from './email-events';

type Ref = { id: string; profileId: string };

/** Who may not be sent to, with the reason. */
export async function withholdMessages(tx: TransactionSql, rows: readonly Ref[], reason: string): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update messages m set status = 'withheld', reason = ${reason}, next_attempt_at = null, finished_at = clock_timestamp()
    from unnest(${rows.map((r) => r.profileId)}::uuid[], ${rows.map((r) => r.id)}::uuid[]) n (profile_id, id)
    where m.profile_id = n.profile_id and m.id = n.id`;
}

/** Gives a message back of which nothing has left. */
export async function releaseMessage(message: ClaimedMessage, waitMs: number): Promise<void> {
  await sql()`
    update messages set status = case when attempts > 1 then 'retry' else 'pending' end, attempts = attempts - 1,
      next_attempt_at = clock_timestamp() + make_interval(secs => ${waitMs / 1000})
    where ${ours(message)} and status = 'claimed'`;
}

/**
 * Writes down that the message is about to leave. False when it must not: the lease was lost, or the campaign has been paused or
 * cancelled. Committed before the first byte, so that whatever happens then, nobody sends it again without an answer of the server.
 * @param marked the marks that the letter has, by which opens or clicks are noticed
 */
export async function markSending(message: ClaimedMessage, marked: Marked = { opens: false, clicks: false }): Promise<boolean> {
  const { count } = await sql()`
    update messages set status = 'sending', opens_measured = ${marked.opens}, clicks_measured = ${marked.clicks},
      next_attempt_at = clock_timestamp() + make_interval(secs => ${LEASE_MS / 1000})
    where ${ours(message)} and status = 'claimed' and next_attempt_at > clock_timestamp()
      and exists (select from campaigns c where c.id = ${message.campaignId} and c.status = 'sending')`;
  return count === 1;
}

export type Ending =
  | { status: 'sent'; smtpCode: number | null; smtpStatus: string | null; variablesHash: string; marked?: Marked }
  | { status: 'bounced'; smtpCode: number | null; smtpStatus: string | null; reason: string; dead: boolean }
  | { status: 'retry'; smtpCode: number | null; smtpStatus: string | null; next: Date }
  | { status: 'failed' | 'withheld'; reason: string; smtpCode?: number | null; smtpStatus?: string | null }
  | { status: 'unknown' };

/**
 * Writes down what became of a message, with its event. A process that lost its lease writes nothing. The profile may have been merged
 * away or split meanwhile, and the message moved along. @returns whether it was still ours
 */
export async function finishMessage(message: ClaimedMessage, campaign: SendingCampaign, ending: Ending): Promise<boolean> {
  return sql().begin(async (tx) => {
    const [row] = await tx<{ profileId: string; at: Date }[]>`
      update messages set status = ${ending.status}, reason = ${'reason' in ending ? ending.reason : null},
        smtp_code = ${('smtpCode' in ending ? ending.smtpCode : null) ?? null},
        smtp_status = ${('smtpStatus' in ending ? ending.smtpStatus : null) ?? null},
        variables_hash = ${'variablesHash' in ending ? ending.variablesHash : null},
        next_attempt_at = ${ending.status === 'retry' ? ending.next : null},
        sent_at = ${ending.status === 'sent' ? tx`clock_timestamp()` : null},
        finished_at = ${ending.status === 'retry' ? null : tx`clock_timestamp()`}
      where id = ${message.id} and attempts = ${message.attempts} and status in ('claimed', 'sending')
      returning profile_id as "profileId", clock_timestamp() as at`;
    if (!row) return false;
    if (ending.status === 'bounced' && ending.dead) await blockAddress(tx, { ...message, profileId: row.profileId }, ending.smtpStatus);
    if (ending.status === 'sent' || ending.status === 'bounced') {
      await tellOf(tx, { ...message, profileId: row.profileId }, campaign, {
        name: ending.status === 'sent' ? EMAIL_SENT : EMAIL_BOUNCED,
        at: row.at,
        ...(ending.smtpStatus ? { smtp_status: ending.smtpStatus } : {}),
        ...('marked' in ending && ending.marked?.opens ? { measures_opens: true as const } : {}),
        ...('marked' in ending && ending.marked?.clicks ? { measures_clicks: true as const } : {}),
      });
    }
    return true;
  }) as Promise<boolean>;
}

/** Nothing goes to this address any more, until somebody lifts it. */
export async function blockAddress(
  tx: TransactionSql,
  { profileId, addressHash, campaignId, id }: { profileId: string; addressHash: string; campaignId: string; id: string },
  smtpStatus: string | null,
): Promise<void> {
  await tx`
    insert into email_blocks (profile_id, address_hash, campaign_id, message_id, smtp_status)
    values (${profileId}, ${addressHash}, ${campaignId}, ${id}, ${smtpStatus})
    on conflict (profile_id, address_hash) do update
      set lifted_at = null, lifted_by = null, created_at = now(), campaign_id = excluded.campaign_id, message_id = excluded.message_id,
          smtp_status = excluded.smtp_status`;
}

type Told = { name: string; at: Date; smtp_status?: string; url?: string; measures_opens?: true; measures_clicks?: true };

/**
 * Tells the person's timeline what became of a message. Last in its transaction.
 * @param once tells happenings of one name apart; what has the same counts once
 */
export async function tellOf(
  tx: TransactionSql,
  { id, profileId }: Ref,
  campaign: { id: string; name: string; purpose: string },
  { name, at, ...more }: Told,
  once?: string,
): Promise<void> {
  const identifier = (await readRecipients(tx, [profileId])).get(profileId)?.identifier;
  if (!identifier) return;
  const properties = { campaign_id: campaign.id, campaign_name: campaign.name, message_id: id, purpose: campaign.purpose, ...more };
  const key = [name.toLowerCase().replaceAll(' ', '-'), ...(once ? [once] : []), id].join(':');
  await tellEvents(tx, [{ name, key, at, identifier, properties }]);
}

/** The message as long as this process holds it, wherever a merge has moved it; not where a split has: somebody else has to be asked then. */
const ours = ({ id, profileId, attempts }: ClaimedMessage) =>
  sql()`profile_id in (${profileId}, (select profile_id from profile_aliases where old_id = ${profileId})) and id = ${id} and attempts = ${attempts}`;

/**
 * Clears up after processes that died: what had not left goes back, what may have left is `unknown` for good.
 * @returns how many of each
 */
export async function recoverMessages(campaignId: string): Promise<{ released: number; unknown: number }> {
  const rows = await sql()<{ status: string }[]>`
    update messages set
      status = case when status = 'sending' then 'unknown' when attempts > 1 then 'retry' else 'pending' end,
      finished_at = case when status = 'sending' then clock_timestamp() end,
      next_attempt_at = case when status = 'claimed' then clock_timestamp() end
    where campaign_id = ${campaignId} and status in ('claimed', 'sending') and next_attempt_at <= clock_timestamp()
    returning status`;
  const unknown = rows.filter((row) => row.status === 'unknown').length;
  return { released: rows.length - unknown, unknown };
}

/** What a cancelled campaign had not sent, and what came back to it since. */
export async function cancelWaiting(tx: AnySql, campaignId: string): Promise<void> {
  await tx`
    update messages m set status = 'cancelled', next_attempt_at = null, finished_at = clock_timestamp()
    from campaigns c where c.id = m.campaign_id and c.id = ${campaignId} and c.status = 'cancelled' and m.status in ('pending', 'retry')`;
}
