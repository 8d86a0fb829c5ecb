import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';

/** Whether everybody is in a segment who belongs in it: not while it is evaluated for the first time, or by a new rule. */
export async function isWhole(tx: AnySql, segmentId: string): Promise<boolean> {
  const [row] = await tx<{ whole: boolean }[]>`
    select state = 'live' or (state <> 'building' and evaluated_at is not null) as whole from segments where id = ${segmentId}`;
  return row?.whole ?? false;
}

/** @throws AppError conflict when not everybody is in the segment yet who belongs in it */
export async function requireWhole(tx: AnySql, segmentId: string): Promise<void> {
  if (await isWhole(tx, segmentId)) return;
  throw new AppError('conflict', 'The segment has not been evaluated for everybody yet. Wait until it is live.', {
    key: 'segment.notWhole',
  });
}
