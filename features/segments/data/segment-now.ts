import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { COMPUTED_CLOCK } from '../computed/constants';
import { CHANGES_CLOCK } from '../mutations/barrier';
import type { Segment } from './read-segment';

/** What of a segment changes while one looks at it. */
export type SegmentNow = Pick<Segment, 'size' | 'state' | 'status' | 'error'> & { freshness?: Freshness | undefined };

/**
 * Up to when the membership is right: `checkedTo` is how far time has been swept, also for the computed traits that it reads, up to when
 * changes are part of the size, or when the oldest event was received that waits to be processed, whichever is earliest. `evaluatedAt`: when
 * everybody was last evaluated.
 */
export type Freshness = { checkedTo: string; evaluatedAt: string | null };

type Row = Omit<SegmentNow, 'freshness'> & { checkedTo: Date | null; evaluatedAt: Date | null };

/** One row by its key: asked every few seconds by everyone who has the segment open. @throws AppError not_found */
export async function readSegmentNow(tx: AnySql, id: string): Promise<SegmentNow> {
  const [row] = await tx<Row[]>`
    select size::float8 as size, state, status, error, evaluated_at as "evaluatedAt",
      least((select swept_to from clock_state where name = ${CHANGES_CLOCK}),
        (select swept_to from clock_state where name = 'segments'),
        (select swept_to from clock_state where name = ${COMPUTED_CLOCK} and exists (
          select from segment_dependencies d join computed_traits c on d.depends_on = 'trait:' || c.name and c.status = 'active'
          where d.segment_id = segments.id)),
        (select min(w.received_at) from inbox_lanes l,
          lateral (select i.received_at from inbox i where i.lane = l.lane and i.seq > l.cursor order by i.seq limit 1) w)) as "checkedTo"
    from segments where id = ${id}`;
  if (!row) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  const { checkedTo, evaluatedAt, ...now } = row;
  return {
    ...now,
    freshness: checkedTo ? { checkedTo: checkedTo.toISOString(), evaluatedAt: evaluatedAt?.toISOString() ?? null } : undefined,
  };
}
