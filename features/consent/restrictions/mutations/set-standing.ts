import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { lockProfiles } from '@/features/profiles/lock';
import { actorLabel } from '../../core/actor-label';
import { waitForSends } from '../../mutations/send-lock';
import type { RestrictionKind } from '../data';
import { foldRestrictions } from './fold-restrictions';

const FACT_CHUNK = 1000;

/**
 * Restricts people's data (Art. 18), or lifts that: kept, but used for nothing, seen by compliance only. In force when this transaction
 * commits: no send that begins later goes out, none is under way, and segments and destinations are told at once. Ids of merged profiles
 * are followed; what is so already is written down again. Call it before any profile is locked.
 */
export const setRestriction = (tx: TransactionSql, scope: Scope, profileIds: readonly string[], on: boolean, reason: string) =>
  setStanding(tx, scope, { kind: 'restriction', profileIds, on, reason });

/** Notes that people object to direct marketing and to profiling for it (Art. 21), or no longer do. As `setRestriction` otherwise. */
export const setObjection = (tx: TransactionSql, scope: Scope, profileIds: readonly string[], on: boolean, reason: string) =>
  setStanding(tx, scope, { kind: 'objection', profileIds, on, reason });

type Ask = { kind: RestrictionKind; profileIds: readonly string[]; on: boolean; reason: string };

async function setStanding(tx: TransactionSql, scope: Scope, { kind, profileIds, on, reason }: Ask): Promise<void> {
  const asked = await survivorsOf(tx, profileIds);
  if (asked.length === 0) return;
  if (on) await waitForSends(tx, asked);
  const { locked } = await lockProfiles(tx, asked);
  if (locked.length === 0) return;
  // About the person as they are known now: whatever an unmerge brings apart again, it holds for each part.
  await tx`
    insert into restrictions (profile_id, origin_profile_id, kind, active, at, reason, actor)
    select o.profile_id, o.origin, ${kind}, ${on}, clock_timestamp(), ${reason}, ${actorLabel(scope.actor)}
    from (
      select id as profile_id, id as origin from unnest(${locked}::uuid[]) p (id)
      union select profile_id, old_id from profile_aliases where profile_id = any(${locked}::uuid[])
      union select profile_id, origin_profile_id from restrictions where profile_id = any(${locked}::uuid[])
    ) o`;
  await foldRestrictions(tx, locked);
  for (const profileId of locked) {
    const action =
      kind === 'restriction' ? (on ? 'profile.restricted' : 'profile.unrestricted') : on ? 'profile.objected' : 'profile.unobjected';
    await audit(tx, scope, { action, subjectType: 'profile', subjectId: profileId, reason });
  }
  for (let i = 0; i < locked.length; i += FACT_CHUNK) {
    await publish(tx, 'restrictions.changed', { profileIds: locked.slice(i, i + FACT_CHUNK), kind });
  }
}

async function survivorsOf(tx: TransactionSql, profileIds: readonly string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct coalesce(a.profile_id, p.id) as id from unnest(${[...profileIds]}::uuid[]) p (id)
    left join profile_aliases a on a.old_id = p.id`;
  return rows.map((row) => row.id);
}
