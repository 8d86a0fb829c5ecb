import { sql, type TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { withheldReasons } from '@/features/consent/data/may';
import { LEASE_MS } from '../constants';
import { buildPayload, payloadHash, type StoredProfile } from '../core/payload';
import { storedProfiles } from '../data/stored-profiles';
import type { ClaimedDelivery, Mapping, ProfilePayload, SendingDestination } from '../types';
import { cancelDeliveries, withholdDeliveries } from './finish';
import { rememberRecipients } from './remember-recipients';

type Candidate = Omit<ClaimedDelivery, 'payload'> & {
  payload: ProfilePayload | null;
  mapping: Mapping | null;
  isMember: boolean;
  isActive: boolean;
};

export type ClaimOptions = {
  limit: number;
  /** How many due deliveries are looked at to find some that may be sent; those that may not are dealt with at once. */
  lookAt?: number;
  leaseMs?: number;
  /** Only those of this segment; null: those of none. */
  segmentId?: string | null;
};

/**
 * Takes up to `limit` due deliveries of one destination for this process, under a lease. Rows that another process holds are skipped, and
 * a person's deliveries in one segment are taken in order. Who may not be sent is marked withheld with the reason, who has left in the
 * meantime is cancelled. What will be sent is frozen at the first attempt, so that every attempt says the same under the same id.
 * @returns the deliveries to send, whether any was due at all, and how many were withheld.
 */
export async function claimDeliveries(
  destination: SendingDestination,
  { limit, lookAt = 25, leaseMs = LEASE_MS, segmentId }: ClaimOptions,
): Promise<{ claimed: ClaimedDelivery[]; any: boolean; withheld: number }> {
  return sql().begin(async (tx) => {
    const due = await dueDeliveries(tx, destination.id, lookAt, segmentId);
    const gone = due.filter((d) => needsConsent(d) && !(d.isMember && d.isActive));
    await cancelDeliveries(tx, gone, 'left');
    const waiting = due.filter((d) => !gone.includes(d));
    const asked = waiting.filter(needsConsent).map((d) => d.profileId);
    const now = await databaseNow(tx);
    const reasons = asked.length
      ? await withheldReasons(tx, asked, destination.purpose, destination.channel, now)
      : new Map<string, never>();
    const withheld = waiting.filter((d) => needsConsent(d) && reasons.has(d.profileId));
    for (const reason of new Set(reasons.values())) {
      await withholdDeliveries(
        tx,
        withheld.filter((d) => reasons.get(d.profileId) === reason),
        reason,
      );
    }
    const sendable = waiting.filter((d) => !withheld.includes(d)).slice(0, limit);
    return { claimed: await take(tx, sendable, leaseMs), any: due.length > 0, withheld: withheld.length };
  });
}

const needsConsent = ({ kind }: { kind: string }): boolean => kind === 'enter' || kind === 'update';

async function dueDeliveries(
  tx: TransactionSql,
  destinationId: string,
  lookAt: number,
  segmentId: string | null | undefined,
): Promise<Candidate[]> {
  return tx<Candidate[]>`
    select d.id, d.profile_id as "profileId", d.destination_id as "destinationId", d.segment_id as "segmentId", g.name as "segmentName",
           d.kind, d.payload, d.attempts, d.created_at as "createdAt", d.give_up_at as "giveUpAt", s.mapping,
           -- A scalar, since PostgreSQL answers a plain "exists" here by reading all memberships into a hash first.
           coalesce((select true from memberships m where m.profile_id = d.profile_id and m.segment_id = d.segment_id limit 1), false) as "isMember",
           coalesce(s.status = 'active', false) as "isActive"
    from deliveries d
    left join segments g on g.id = d.segment_id
    left join syncs s on s.destination_id = d.destination_id and s.segment_id = d.segment_id
    where d.destination_id = ${destinationId} and d.status in ('pending', 'sending', 'retry') and d.next_attempt_at <= clock_timestamp()
      and s.status is distinct from 'paused'
      ${segmentId === undefined ? tx`` : tx`and d.segment_id is not distinct from ${segmentId}::uuid`}
      and not exists (
        select from deliveries o
        where o.profile_id = d.profile_id and o.destination_id = d.destination_id and o.segment_id is not distinct from d.segment_id
          and o.status in ('pending', 'sending', 'retry') and (o.created_at, o.id) < (d.created_at, d.id))
    order by d.next_attempt_at limit ${lookAt}
    for update of d skip locked`;
}

async function take(tx: TransactionSql, due: readonly Candidate[], leaseMs: number): Promise<ClaimedDelivery[]> {
  if (due.length === 0) return [];
  const profiles = await storedProfiles(tx, [...new Set(due.map((d) => d.profileId))]);
  const claimed = due.map(({ mapping, isMember: _, isActive: __, ...delivery }) => ({
    ...delivery,
    attempts: delivery.attempts + 1,
    payload: delivery.payload ?? freeze(delivery.kind, delivery.profileId, profiles.get(delivery.profileId), mapping),
  }));
  const stored = await tx<{ id: string; payload: ProfilePayload }[]>`
    update deliveries d
    set status = 'sending', attempts = n.attempts, payload = n.payload::jsonb,
        next_attempt_at = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    from unnest(${claimed.map((d) => d.profileId)}::uuid[], ${claimed.map((d) => d.id)}::uuid[], ${claimed.map((d) => d.attempts)}::int[],
                ${claimed.map((d) => JSON.stringify(d.payload))}::text[]) n (profile_id, id, attempts, payload)
    where d.profile_id = n.profile_id and d.id = n.id
    returning d.id, d.payload`;
  await rememberTold(tx, claimed.filter(needsConsent));
  // As the database gives it back, whose key order is its own: each later attempt must send and sign the very same bytes.
  const frozen = new Map(stored.map((row) => [row.id, row.payload]));
  return claimed.map((delivery) => ({ ...delivery, payload: frozen.get(delivery.id) ?? delivery.payload }));
}

/** A removal names the person and says nothing more about them. */
function freeze(kind: string, profileId: string, profile: StoredProfile | undefined, mapping: Mapping | null): ProfilePayload {
  if (!profile) return { id: profileId, previousIds: [], traits: {}, identifiers: [] };
  const payload = buildPayload(profile, mapping ?? { traits: [], identifiers: [] });
  return kind === 'leave' || kind === 'delete' ? { ...payload, traits: {} } : payload;
}

/** Before anything is sent: from now on the destination may know of them, and a leave must reach it. */
async function rememberTold(tx: TransactionSql, claimed: readonly ClaimedDelivery[]): Promise<void> {
  const rows = claimed.filter((d) => d.segmentId !== null && d.payload !== null);
  if (rows.length === 0) return;
  await tx`
    insert into sync_members (profile_id, destination_id, segment_id, payload_hash)
    select profile_id, destination_id, segment_id, hash from unnest(
      ${rows.map((d) => d.profileId)}::uuid[], ${rows.map((d) => d.destinationId)}::uuid[], ${rows.map((d) => d.segmentId)}::uuid[],
      ${rows.map((d) => (d.payload ? payloadHash(d.payload) : ''))}::text[]) n (profile_id, destination_id, segment_id, hash)
    on conflict (profile_id, destination_id, segment_id) do update set payload_hash = excluded.payload_hash`;
  await rememberRecipients(tx, rows);
}
