import type { AnySql } from '@/db/client';
import { coversMeasuring } from '../core/covers-measuring';
import { standingsOf } from '../restrictions/data';
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
  return new Set(said.filter((yes) => !standings.get(yes.profileId)?.objected && coversMeasuring(mark, yes)).map((yes) => yes.profileId));
}

type Yes = { profileId: string; channel: string; textVersion: string | null; since: Date };

/** The statements in force, with the wording that was shown. */
async function yesesOf(tx: AnySql, profileIds: readonly string[], purpose: string, channel: string): Promise<Yes[]> {
  return tx<Yes[]>`
    select s.profile_id as "profileId", s.channel, s.since, l.text_version as "textVersion"
    from consent_states s join consent_ledger l on l.profile_id = s.profile_id and l.id = s.ledger_id
    where s.profile_id = any(${[...profileIds]}::uuid[]) and s.purpose = ${purpose} and s.channel = ${channel} and s.state = 'granted'`;
}
