import type { AnySql } from '@/db/client';
import { coversMeasuring } from '../core/covers-measuring';
import { effectiveExpiry } from '../core/may';
import { standingsOf } from '../restrictions/data';
import type { Statement } from '../types';
import { may } from './may';
import { purposeByKey } from './purposes';

/**
 * Of these profiles, those of whom what they do with a message may be noticed (ePrivacy, Art. 5(3): reading what their device tells). More
 * than `may`: only their own yes counts, so that a purpose which does not ask first allows nobody; the purpose must be marked as telling
 * people so, and the yes be one to that; and whoever objected is left out, whatever the purpose.
 */
export async function mayTrack(
  tx: AnySql,
  profileIds: readonly string[],
  purpose: string,
  channel: string,
  now: Date,
): Promise<Set<string>> {
  const asking = await purposeByKey(tx, purpose);
  if (asking?.mode !== 'opt_in' || asking.measuring === null) return new Set();
  const mark = asking.measuring;
  const allowed = [...(await may(tx, profileIds, purpose, channel, now))];
  if (allowed.length === 0) return new Set();
  const [standings, said] = [await standingsOf(tx, allowed), await yesesOf(tx, allowed, purpose, channel)];
  const counts = (yes: Yes) =>
    !standings.get(yes.profileId)?.objected && isInForce(yes, asking.validityDays, now) && coversMeasuring(mark, yes);
  return new Set(said.filter(counts).map((yes) => yes.profileId));
}

function isInForce({ occurredAt, expiresAt }: Statement, validityDays: number | null, now: Date): boolean {
  const ends = effectiveExpiry({ since: occurredAt, expiresAt }, validityDays);
  return ends !== 'malformed' && occurredAt <= now && (ends === null || ends > now.getTime());
}

type Yes = Statement & { profileId: string; channel: string; textVersion: string | null };

/**
 * What they agreed to since they last refused, as far as it tells what they were asked: neither what a merge wrote down nor a yes that events
 * only carry along says that somebody was asked again.
 */
async function yesesOf(tx: AnySql, profileIds: readonly string[], purpose: string, channel: string): Promise<Yes[]> {
  return tx<Yes[]>`
    select l.id, l.profile_id as "profileId", l.channel, l.state, l.occurred_at as "occurredAt", l.expires_at as "expiresAt",
      l.text_version as "textVersion"
    from consent_ledger l
    where l.profile_id = any(${[...profileIds]}::uuid[]) and l.purpose = ${purpose} and l.channel = ${channel} and l.state = 'granted'
      and l.method <> 'merge' and l.evidence->'carried' is null
      and not exists (
        select from consent_ledger n where n.profile_id = l.profile_id and n.purpose = l.purpose and n.channel = l.channel
          and n.state <> 'granted' and n.occurred_at >= l.occurred_at)`;
}
