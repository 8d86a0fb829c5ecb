import type { AnySql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { log } from '@/lib/log';
import { EVALUATE_JOB } from '../constants';

/** Marks segments whose stored rule cannot be compiled: they match nobody, and a full evaluation empties them. */
export async function invalidateSegments(tx: AnySql, ids: readonly string[]): Promise<void> {
  const rows = await tx<{ id: string }[]>`
    update segments set state = 'invalid', error = 'The rule is not valid any more. Edit it to bring the segment back.'
    where id = any(${[...ids]}::uuid[]) and state <> 'invalid' returning id`;
  for (const { id } of rows) {
    log.warn({ segmentId: id }, 'A segment became invalid');
    await enqueue(tx, EVALUATE_JOB, { segmentId: id }, { key: `${EVALUATE_JOB}:${id}` });
  }
}
