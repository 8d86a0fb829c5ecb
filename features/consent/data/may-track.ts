import type { AnySql } from '@/db/client';
import { standingsOf } from '../restrictions/data';
import { may } from './may';
import { purposeByKey } from './purposes';

/**
 * Of these profiles, those of whom what they do with a message may be noticed (ePrivacy, Art. 5(3): reading what their device tells). More
 * than `may`: only their own yes counts, so that a purpose which does not ask first allows nobody; and whoever objected is left out, whatever
 * the purpose.
 */
export async function mayTrack(
  tx: AnySql,
  profileIds: readonly string[],
  purpose: string,
  channel: string,
  now: Date,
): Promise<Set<string>> {
  if ((await purposeByKey(tx, purpose))?.mode !== 'opt_in') return new Set();
  const allowed = await may(tx, profileIds, purpose, channel, now);
  const standings = await standingsOf(tx, [...allowed]);
  return new Set([...allowed].filter((id) => !standings.get(id)?.objected));
}
