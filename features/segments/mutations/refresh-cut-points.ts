import type { TransactionSql } from '@/db/client';
import { enqueueEvaluation } from './definition';
import { makeCutPoints } from './make-cut-points';

/** Makes the cut points of a trait anew and has the segments that rank by it evaluated for everyone, when they moved. @returns the version */
export async function refreshCutPoints(tx: TransactionSql, trait: string): Promise<number> {
  const { version, moved } = await makeCutPoints(tx, trait);
  if (!moved) return version;
  const segments = await tx<{ id: string }[]>`
    select s.id from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = ${`cuts:${trait}`} and s.status = 'active' and s.state <> 'invalid' order by s.id`;
  for (const { id } of segments) await enqueueEvaluation(tx, id);
  return version;
}
