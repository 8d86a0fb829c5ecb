import type { TransactionSql } from '@/db/client';
import type { Catalogue } from '../conditions/types';
import type { Difference } from '../data/differences';
import type { BookedSegment } from '../data/rule-book';

/**
 * What of these differences counts: a segment that ranks by a trait without cut points in force keeps the members that it has, until the
 * evaluation that makes them. Only who is restricted or gone leaves it at once.
 */
export async function holdRanks(
  tx: TransactionSql,
  differences: readonly Difference[],
  { segments, cutPoints }: { segments: readonly BookedSegment[]; cutPoints: Catalogue['cutPoints'] },
): Promise<readonly Difference[]> {
  const isHeld = (dependency: string) => dependency.startsWith('cuts:') && !cutPoints?.has(dependency.slice('cuts:'.length));
  const held = new Set(segments.filter(({ dependencies }) => dependencies.some(isHeld)).map(({ id }) => id));
  const leaving = differences.filter((d) => held.has(d.segmentId) && d.change === 'leave').map((d) => d.profileId);
  if (held.size === 0) return differences;
  const rows = await tx<{ id: string }[]>`
    select id from profiles where id = any(${[...new Set(leaving)]}::uuid[]) and restricted_at is null`;
  const stays = new Set(rows.map((row) => row.id));
  return differences.filter((d) => !held.has(d.segmentId) || (d.change === 'leave' && !stays.has(d.profileId)));
}
