import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import type { Parting } from '../types';
import { isKnown } from './is-known';
import { moveLedger } from './move-ledger';
import { movingRows } from './moving-rows';
import { refold } from './refold';

/**
 * Gives profiles that are split off again their own histories back; what the merge itself had added goes. What was said against somebody of
 * whom others have records, too, or while several were one, is held to by all of them, and by somebody of whom nothing is known everything that
 * was said against the whole. What was allowed by an id that nobody has again ends. All profiles locked.
 */
export async function unmergeConsents(tx: TransactionSql, partings: readonly Parting[]): Promise<void> {
  if (partings.length === 0) return;
  const ids = [...new Set(partings.flatMap(({ from, to }) => [from, to]))];
  const before = await cellsOf(tx, ids);
  for (const { from, origins, stayed } of partings) {
    const gone = origins.filter((origin) => !stayed.includes(origin));
    await movingRows(tx, async () => {
      await tx`delete from consent_ledger
        where profile_id = ${from} and method = 'merge' and evidence->>'mergedProfileId' = any(${gone}::text[])
          and origin_profile_id <> all(${origins}::uuid[])`;
    });
  }
  for (const parting of partings) {
    const { from, to, origins, shared } = parting;
    await copyRefusals(tx, from, to, (await isKnown(tx, 'consent_ledger', parting)) ? [...origins, ...shared] : null);
  }
  for (const { from, to, origins, stayed } of partings) {
    await moveLedger(tx, { from, to, origins });
    // They went along with the rest, and come back: the part that has their id and the one that has records of theirs hold to them.
    await copyRefusals(tx, to, from, stayed);
  }
  await endDivided(tx, ids, [...new Set(partings.flatMap(({ divided }) => divided))]);
  await tx`delete from consent_states where profile_id = any(${ids}::uuid[])`;
  await refold(tx, ids);
  await publishChanged(tx, before, await cellsOf(tx, ids));
}

/**
 * Every no that was said of these, or of a person whom they were part of at the time, kept as what it is. `null`: every no. Of a no that does not
 * say whom it was about, as they were written down once, the time of the merge tells.
 */
async function copyRefusals(tx: TransactionSql, from: string, to: string, ids: readonly string[] | null): Promise<void> {
  const only = ids as string[] | null;
  await tx`
    insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, recorded_at, expires_at,
                                method, actor, text_version, evidence)
    select ${to}, id, origin_profile_id, purpose, channel, state, occurred_at, recorded_at, expires_at, method, actor, text_version, evidence
    from consent_ledger l where profile_id = ${from} and state <> 'granted'
      and (${only}::uuid[] is null or origin_profile_id = any(${only}::uuid[]) or evidence->'alsoOf' ?| ${only}::text[]
        or origin_profile_id = ${from} and not evidence ? 'alsoOf' and method <> 'merge' and exists (
          select from profile_aliases a where a.old_id = ${to} and a.merged_at <= l.recorded_at))
    on conflict (profile_id, id) do nothing`;
}

/** Nobody knows whose yes it was: it ends now, as an entry of its own beside it. The evidence of it stays. */
async function endDivided(tx: TransactionSql, ids: readonly string[], divided: readonly string[]): Promise<void> {
  if (divided.length === 0) return;
  await tx`
    insert into consent_ledger (profile_id, origin_profile_id, purpose, channel, state, occurred_at, expires_at, method, actor, text_version, evidence)
    select profile_id, origin_profile_id, purpose, channel, state, occurred_at, clock_timestamp(), 'merge', 'system:split', text_version,
           jsonb_build_object('divided', id)
    from consent_ledger where profile_id = any(${ids as string[]}::uuid[]) and origin_profile_id = any(${divided as string[]}::uuid[])
      and state = 'granted' and (expires_at is null or expires_at > clock_timestamp())`;
}

type Cell = { profileId: string; purpose: string; channel: string; said: string };

const cellsOf = (tx: TransactionSql, ids: readonly string[]): Promise<Cell[]> => tx<Cell[]>`
  select profile_id as "profileId", purpose, channel, concat_ws(' ', state, since, expires_at) as said
  from consent_states where profile_id = any(${ids as string[]}::uuid[]) order by 2, 3, 1`;

/** Destinations that know somebody of whom something else is so by now have to hear of it. */
async function publishChanged(tx: TransactionSql, before: readonly Cell[], after: readonly Cell[]): Promise<void> {
  const has = (cells: readonly Cell[], { profileId, purpose, channel, said }: Cell) =>
    cells.some((c) => c.profileId === profileId && c.purpose === purpose && c.channel === channel && c.said === said);
  const changed = [...before.filter((c) => !has(after, c)), ...after.filter((c) => !has(before, c))];
  const cells = new Map(changed.map((c) => [`${c.purpose}/${c.channel}`, c]));
  for (const { purpose, channel } of cells.values()) {
    const profileIds = [...new Set(changed.filter((c) => c.purpose === purpose && c.channel === channel).map((c) => c.profileId))];
    await publish(tx, 'consent.changed', { profileIds, purpose, channel });
  }
}
