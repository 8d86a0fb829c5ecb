import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import type { Parting } from '../types';
import { moveLedger } from './move-ledger';
import { movingRows } from './moving-rows';
import { refold } from './refold';

/**
 * Gives profiles that are split off again their own histories back; what the merge itself had added goes. What was said against somebody of
 * whom others have records, too, is held to by all of them; what they allowed goes along once. All profiles locked.
 */
export async function unmergeConsents(tx: TransactionSql, partings: readonly Parting[]): Promise<void> {
  if (partings.length === 0) return;
  for (const { from, origins, stayed } of partings) {
    const gone = origins.filter((origin) => !stayed.includes(origin));
    await movingRows(tx, async () => {
      await tx`delete from consent_ledger
        where profile_id = ${from} and method = 'merge' and evidence->>'mergedProfileId' = any(${gone}::text[])
          and origin_profile_id <> all(${origins}::uuid[])`;
    });
  }
  for (const { from, to, shared } of partings) await copyRefusals(tx, from, to, shared);
  for (const { from, to, origins, stayed } of partings) {
    await moveLedger(tx, { from, to, origins });
    // They went along with the rest, and come back: the part that has their id and the one that has records of theirs hold to them.
    await copyRefusals(tx, to, from, stayed);
  }
  const ids = [...new Set(partings.flatMap(({ from, to }) => [from, to]))];
  await tx`delete from consent_states where profile_id = any(${ids}::uuid[])`;
  await refold(tx, ids);
}

/** Every no that was said of these, kept as what it is; destinations that know who is held to it by now have to hear of it. */
async function copyRefusals(tx: TransactionSql, from: string, to: string, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const rows = await tx<{ purpose: string; channel: string }[]>`
    with copied as (
      insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, recorded_at, expires_at,
                                  method, actor, text_version, evidence)
      select ${to}, id, origin_profile_id, purpose, channel, state, occurred_at, recorded_at, expires_at, method, actor, text_version, evidence
      from consent_ledger where profile_id = ${from} and origin_profile_id = any(${origins as string[]}::uuid[]) and state <> 'granted'
      on conflict (profile_id, id) do nothing returning purpose, channel)
    select distinct purpose, channel from copied order by 1, 2`;
  for (const { purpose, channel } of rows) await publish(tx, 'consent.changed', { profileIds: [to], purpose, channel });
}
