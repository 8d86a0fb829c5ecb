import type { AnySql } from '@/db/client';
import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import type { Scope } from '@/features/access/types';
import { seenBy } from '@/features/profiles/data/restricted';
import { allowedSet, placeholders } from '../core/allowed-set';
import { decide, FREE } from '../core/may';
import { standingsOf } from '../restrictions/data';
import type { ConsentState, Decision, WithheldReason } from '../types';
import { channelByKey, purposeByKey } from './purposes';

/**
 * Of these profiles, those who may be used for this purpose on this channel at this moment. The one question of every exit, asked in
 * the transaction of the send itself. An unknown purpose or channel allows nobody.
 */
export async function may(tx: AnySql, profileIds: readonly string[], purpose: string, channel: string, now: Date): Promise<Set<string>> {
  if (profileIds.length === 0) return new Set();
  const { place, values } = placeholders();
  const within = `select unnest(${place([...profileIds])}::uuid[])`;
  const rows = await tx.unsafe<{ profile_id: string }[]>(allowedSet(place, { purpose, channel, now, within }), values as never[]);
  return new Set(rows.map((row) => row.profile_id));
}

/** Why each of these profiles that `may` leaves out is left out; those who are allowed are not in the map. */
export async function withheldReasons(
  tx: AnySql,
  profileIds: readonly string[],
  purpose: string,
  channel: string,
  now: Date,
): Promise<Map<string, WithheldReason>> {
  const decisions = await decisionsFor(tx, profileIds, purpose, channel, now);
  return new Map([...decisions].flatMap(([id, d]) => (d.allowed ? [] : [[id, d.reason] as const])));
}

async function decisionsFor(
  tx: AnySql,
  profileIds: readonly string[],
  purpose: string,
  channel: string,
  now: Date,
): Promise<Map<string, Decision>> {
  const [purposeRule, channelRule, standings, states] = await Promise.all([
    purposeByKey(tx, purpose),
    channelByKey(tx, channel),
    standingsOf(tx, profileIds),
    tx<({ profileId: string } & ConsentState)[]>`
      select profile_id as "profileId", state, since, expires_at as "expiresAt" from consent_states
      where profile_id = any(${[...profileIds]}::uuid[]) and purpose = ${purpose} and channel = ${channel}`,
  ]);
  const byProfile = new Map(states.map((s) => [s.profileId, s]));
  return new Map(profileIds.map((id) => [id, decide(purposeRule, channelRule, byProfile.get(id), now, standings.get(id) ?? FREE)]));
}

/**
 * Which of these profiles the caller may read. People and operational keys see all of them (and are audited where they read) but those that are restricted; a key
 * bound to a purpose and channel sees those whom `may` allows now.
 */
export async function visibleProfiles(scope: Scope, profileIds: readonly string[], tx: AnySql = sql()): Promise<Set<string>> {
  const bound = boundTo(scope);
  // `may` leaves restricted people out by itself.
  return bound ? may(tx, profileIds, bound.purpose, bound.channel, await databaseNow(tx)) : seenBy(scope, profileIds, tx);
}

/** The purpose and channel that filter everything this caller reads, if any. A half-bound key is bound to what nobody allowed. */
export function boundTo({ actor }: Scope): { purpose: string; channel: string } | undefined {
  if (actor.type !== 'api_key' || (actor.purpose === null && actor.channel === null)) return undefined;
  return { purpose: actor.purpose ?? '', channel: actor.channel ?? '' };
}
