import type { Find } from '../find-context';
import type { SegmentHistoryCondition } from './schema';

const MOST_CHANGES = 5;

/** When the person last entered and left the segment, and since when such things are known of it. */
export const findHistory: Find<SegmentHistoryCondition> = async ({ segmentId }, { tx, person }) => {
  const rows = await tx<{ change: 'enter' | 'leave'; at: Date }[]>`
    select change, at from membership_changes where profile_id = ${person.id} and segment_id = ${segmentId} order by at desc, id desc limit ${MOST_CHANGES}`;
  const [first] = await tx<{ at: Date | null }[]>`select min(at) as at from membership_changes where segment_id = ${segmentId}`;
  return {
    kind: 'history',
    segmentId,
    began: first?.at?.toISOString() ?? null,
    changes: rows.map(({ change, at }) => ({ change, at: at.toISOString() })),
  };
};
