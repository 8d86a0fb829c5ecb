import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import type { Segment } from './read-segment';

/** What of a segment changes while one looks at it. */
export type SegmentNow = Pick<Segment, 'size' | 'state' | 'status' | 'error'>;

/** One row by its key: asked every few seconds by everyone who has the segment open. @throws AppError not_found */
export async function readSegmentNow(tx: AnySql, id: string): Promise<SegmentNow> {
  const [row] = await tx<SegmentNow[]>`select size::float8 as size, state, status, error from segments where id = ${id}`;
  if (!row) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  return row;
}
