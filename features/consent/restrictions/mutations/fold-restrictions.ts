import type { TransactionSql } from '@/db/client';

/**
 * Makes `restricted_at` and `objected_at` of these locked profiles what their history says: per kind, of each profile that went into them
 * the last entry counts (of equal times the one that is on), and one that is on is enough.
 */
export async function foldRestrictions(tx: TransactionSql, profileIds: readonly string[]): Promise<void> {
  await tx`
    update profiles p set restricted_at = f.restricted_at, objected_at = f.objected_at
    from (
      select i.id, min(l.at) filter (where l.active and l.kind = 'restriction') as restricted_at,
        min(l.at) filter (where l.active and l.kind = 'objection') as objected_at
      from unnest(${[...profileIds]}::uuid[]) i (id)
      left join (
        select distinct on (profile_id, origin_profile_id, kind) profile_id, kind, active, at from restrictions
        where profile_id = any(${[...profileIds]}::uuid[])
        order by profile_id, origin_profile_id, kind, at desc, active desc) l on l.profile_id = i.id
      group by i.id
    ) f where p.id = f.id`;
}
