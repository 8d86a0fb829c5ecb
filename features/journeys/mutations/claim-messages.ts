import { sql, type TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { withheldReasons } from '@/features/consent/data/may';
import { GIVE_UP_AFTER_MS, LEASE_MS } from '../constants';
import { addressHash, blockedAddresses } from '../data/audience';
import { readRecipients } from '../data/recipients';
import type { ClaimedMessage, SendingCampaign } from '../types';
import { withholdMessages } from './finish-message';
import { takeSlots } from './rate';

type Due = { id: string; profileId: string; attempts: number; giveUpAt: Date | null; hasSibling: boolean };

/** How many due messages are looked at to find some that may be sent; those that may not are dealt with at once. */
const LOOK_AT = 200;
/** States in which a message has left, or may have, or is about to. */
const LEFT = ['claimed', 'sending', 'sent', 'bounced', 'unknown'] as const;

export type Claim = {
  claimed: ClaimedMessage[];
  /** More may be had at once, later (by the rate, or after a wait), or never: everything has come to an end. */
  next: 'more' | 'later' | 'finished';
  waitMs: number;
};

/**
 * Takes up to `limit` due messages for this process, under a lease. Claims of one campaign follow each other (its row is locked), so that
 * of two profiles with one address, and of two messages that a merge brought to one person, one is sent. Who may not be sent is marked
 * withheld, with the reason.
 */
export async function claimMessages(campaign: SendingCampaign, limit: number): Promise<Claim> {
  return sql().begin(async (tx): Promise<Claim> => {
    const [locked] = await tx`select 1 from campaigns where id = ${campaign.id} and status = 'sending' for update`;
    if (!locked) return { claimed: [], next: 'finished', waitMs: 0 };
    const due = await dueMessages(tx, campaign.id);
    if (due.length === 0)
      return (await isOver(tx, campaign.id)) ? { claimed: [], next: 'finished', waitMs: 0 } : { claimed: [], next: 'later', waitMs: 1_000 };
    const sendable = await sift(tx, campaign, due);
    const slots = sendable.length === 0 ? { taken: 0, waitMs: 0 } : await takeSlots(tx, campaign.id, Math.min(limit, sendable.length));
    const claimed = await take(tx, campaign.id, sendable.slice(0, slots.taken));
    const starved = sendable.length > 0 && claimed.length === 0;
    return { claimed, next: starved ? 'later' : 'more', waitMs: slots.waitMs };
  });
}

async function dueMessages(tx: TransactionSql, campaignId: string): Promise<Due[]> {
  return tx<Due[]>`
    select m.id, m.profile_id as "profileId", m.attempts, m.give_up_at as "giveUpAt",
      exists (select from messages o where o.profile_id = m.profile_id and o.campaign_id = m.campaign_id and o.id <> m.id
                and (o.status = any(${[...LEFT]}::text[]) or (o.status in ('pending', 'retry') and o.id < m.id))) as "hasSibling"
    from messages m
    where m.campaign_id = ${campaignId} and m.status in ('pending', 'retry') and m.next_attempt_at <= clock_timestamp()
    order by m.next_attempt_at limit ${LOOK_AT} for update of m skip locked`;
}

type Sendable = Due & { address: string; hash: string };

/** Those who may be sent to; all others are marked with why not. */
async function sift(tx: TransactionSql, campaign: SendingCampaign, due: readonly Due[]): Promise<Sendable[]> {
  const ids = [...new Set(due.map((d) => d.profileId))];
  const consent = await withheldReasons(tx, ids, campaign.purpose, campaign.channel, await databaseNow(tx));
  const recipients = await readRecipients(tx, ids);
  const addressed = due.map((d) => {
    const address = recipients.get(d.profileId)?.address ?? null;
    return { ...d, address, hash: address === null ? null : addressHash(address) };
  });
  const hashes = addressed.flatMap((d) => d.hash ?? []);
  const [blocked, used] = [await blockedAddresses(tx, hashes), await usedAddresses(tx, campaign.id, hashes)];
  const withheld = new Map<string, Due[]>();
  const sendable: Sendable[] = [];
  const taken = new Set<string>();
  for (const d of addressed) {
    const { address, hash } = d;
    const reason = d.hasSibling
      ? 'same_person'
      : (consent.get(d.profileId) ?? (hash === null ? 'no_address' : blocked.has(hash) ? 'address_blocked' : undefined));
    if (reason === undefined && address !== null && hash !== null) {
      const others = (used.get(hash) ?? []).filter((id) => id !== d.id);
      if (others.length === 0 && !taken.has(hash)) {
        taken.add(hash);
        sendable.push({ ...d, address, hash });
        continue;
      }
    }
    const why = reason ?? 'same_address';
    withheld.set(why, [...(withheld.get(why) ?? []), d]);
  }
  for (const [reason, rows] of withheld) await withholdMessages(tx, rows, reason);
  return sendable;
}

/** Which messages of this campaign have gone to these addresses, or are about to. */
async function usedAddresses(tx: TransactionSql, campaignId: string, hashes: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx<{ hash: string; id: string }[]>`
    select address_hash as hash, id from messages
    where campaign_id = ${campaignId} and address_hash = any(${[...hashes]}::text[]) and status = any(${[...LEFT, 'retry']}::text[])`;
  const used = new Map<string, string[]>();
  for (const { hash, id } of rows) used.set(hash, [...(used.get(hash) ?? []), id]);
  return used;
}

async function take(tx: TransactionSql, campaignId: string, rows: readonly Sendable[]): Promise<ClaimedMessage[]> {
  if (rows.length === 0) return [];
  const claimed = await tx<{ id: string; giveUpAt: Date }[]>`
    update messages m set status = 'claimed', attempts = m.attempts + 1, address_hash = n.hash,
      next_attempt_at = clock_timestamp() + make_interval(secs => ${LEASE_MS / 1000}),
      give_up_at = coalesce(m.give_up_at, clock_timestamp() + make_interval(secs => ${GIVE_UP_AFTER_MS / 1000}))
    from unnest(${rows.map((r) => r.profileId)}::uuid[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.hash)}::text[]) n (profile_id, id, hash)
    where m.profile_id = n.profile_id and m.id = n.id
    returning m.id, m.give_up_at as "giveUpAt"`;
  const until = new Map(claimed.map((row) => [row.id, row.giveUpAt]));
  return rows.flatMap(({ id, profileId, attempts, address, hash }) => {
    const giveUpAt = until.get(id);
    return giveUpAt ? [{ id, profileId, campaignId, attempts: attempts + 1, addressHash: hash, address, giveUpAt }] : [];
  });
}

/** Whether nothing is left to send; then the campaign is done. Called with the campaign locked. */
async function isOver(tx: TransactionSql, campaignId: string): Promise<boolean> {
  const { count } = await tx`
    update campaigns set status = 'done', finished_at = now(), error = null
    where id = ${campaignId} and not exists (
      select from messages where campaign_id = ${campaignId} and status in ('pending', 'claimed', 'sending', 'retry'))`;
  return count === 1;
}
