import type { TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { enqueueEvaluation } from './definition';
import { makeCutPoints } from './make-cut-points';

/**
 * Makes the cut points of a trait anew and has the segments that rank by it evaluated for everyone, when they moved.
 * @param always also when they did not
 * @returns the version
 */
export async function refreshCutPoints(tx: TransactionSql, trait: string, { always = false }: { always?: boolean } = {}): Promise<number> {
  const { version, moved } = await makeCutPoints(tx, trait);
  if (!moved && !always) return version;
  const segments = await tx<{ id: string }[]>`
    select s.id from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = ${`cuts:${trait}`} and s.status = 'active' and s.state <> 'invalid' order by s.id`;
  for (const { id } of segments) await enqueueEvaluation(tx, id);
  return version;
}

/** @throws AppError conflict when no segment ranks by the trait */
export async function checkRanked(tx: TransactionSql, trait: string): Promise<void> {
  const [row] = await tx`
    select 1 from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = ${`cuts:${trait}`} and s.status = 'active' limit 1`;
  if (!row) throw new AppError('conflict', 'No segment ranks by this trait.', { key: 'segment.notRanked' });
}
