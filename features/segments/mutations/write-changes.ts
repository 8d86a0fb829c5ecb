import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { Difference } from '../data/differences';
import type { MembershipCause, MembershipChange } from '../types';
import { noteSizes } from './sizes';

/**
 * Writes differences into memberships and the change log, and notes them for the sizes. The profiles are locked and the barrier is shared,
 * so that whoever follows the log knows by `settledUntil` up to which moment it is whole. That a merged profile leaves is written into
 * the log of the profile that it was merged into.
 */
export async function writeChanges(
  tx: TransactionSql,
  differences: readonly Difference[],
  cause: MembershipCause,
  at: Date,
): Promise<MembershipChange[]> {
  if (differences.length === 0) return [];
  const columns = {
    segments: differences.map((d) => d.segmentId),
    profiles: differences.map((d) => d.profileId),
    enters: differences.map((d) => (d.change === 'enter' ? 1 : 0)),
    versions: differences.map((d) => d.version ?? null),
    marks: differences.map((d) => d.marks ?? null),
  };
  await noteSizes(tx, columns, at);
  const rows = await tx<{ id: string; segment_id: string; profile_id: string; change: 'enter' | 'leave' }[]>`
    with d as (
      select * from unnest(${plain(columns.profiles)}::text::uuid[], ${plain(columns.segments)}::text::uuid[], ${plain(columns.enters)}::text::int[],
        ${plain(columns.versions)}::text::int[], ${plain(columns.marks)}::text::int[]) d(profile_id, segment_id, enters, version, marks)),
    entered as (
      insert into memberships (profile_id, segment_id, entered_at)
      select profile_id, segment_id, ${at.toISOString()}::timestamptz from d where enters = 1 order by profile_id, segment_id
      on conflict do nothing),
    gone as (
      delete from memberships m using d where d.enters = 0 and m.profile_id = d.profile_id and m.segment_id = d.segment_id)
    insert into membership_changes (profile_id, segment_id, change, cause, at, version, marks, origin_profile_id)
    select coalesce(a.profile_id, d.profile_id), d.segment_id, case d.enters when 1 then 'enter' else 'leave' end, ${cause},
      ${at.toISOString()}::timestamptz, d.version, d.marks, case when a.profile_id is not null then d.profile_id end
    from d left join profile_aliases a on a.old_id = d.profile_id and d.enters = 0 order by d.segment_id, d.profile_id
    returning id, segment_id, coalesce(origin_profile_id, profile_id) as profile_id, change`;
  return rows.map((row) => ({ id: Number(row.id), segmentId: row.segment_id, profileId: row.profile_id, change: row.change, cause, at }));
}
