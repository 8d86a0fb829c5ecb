import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { Difference } from '../data/differences';
import type { RuleBook } from '../data/rule-book';
import type { MembershipCause, MembershipChange } from '../types';
import { writeChanges } from './write-changes';

type Row = { segment_id: string; profile_id: string; survivor: string | null };

/**
 * What holds for segments that stand still, too: who is restricted leaves, and whoever was merged into another profile is in as that
 * profile, unless everybody is leaving because the first evaluation never came to its end. The caller holds the profiles' locks.
 */
export async function settleStill(
  tx: TransactionSql,
  book: RuleBook,
  { profileIds, cause, now }: { profileIds: readonly string[]; cause: MembershipCause; now: Date },
): Promise<MembershipChange[]> {
  const segmentIds = [...book.still, ...book.broken.keys()];
  if (segmentIds.length === 0 || profileIds.length === 0) return [];
  const rows = await tx<Row[]>`
    select m.segment_id, m.profile_id, s.id as survivor from memberships m
    left join profile_aliases a on a.old_id = m.profile_id
    left join profiles s on s.id = a.profile_id and s.restricted_at is null
      and not exists (select from memberships o where o.profile_id = s.id and o.segment_id = m.segment_id)
      and exists (select from segments g where g.id = m.segment_id and g.evaluated_at is not null)
    where m.profile_id = any(${plain(profileIds)}::text::uuid[]) and m.segment_id = any(${plain(segmentIds)}::text::uuid[])
      and not exists (select from profiles p where p.id = m.profile_id and p.restricted_at is null)`;
  const differences = new Map<string, Difference>();
  const add = (difference: Difference) => differences.set(`${difference.profileId} ${difference.segmentId}`, difference);
  for (const { segment_id: segmentId, profile_id: profileId, survivor } of rows) {
    add({ change: 'leave', profileId, segmentId });
    if (survivor) add({ change: 'enter', profileId: survivor, segmentId });
  }
  return writeChanges(tx, [...differences.values()], cause, now);
}
