import type { AnySql } from '@/db/client';
import { log } from '@/lib/log';
import { raiseStill } from '../alerts/mutations/raise-still';
import { enqueueEvaluation } from './definition';

const INVALID = 'The rule is not valid any more. Edit it to bring the segment back.';
const DELETED = 'The rule refers to something that is not there any more: ';

/**
 * Marks segments whose rule cannot be answered any more, with what it refers to that was deleted. They keep the members that they have:
 * nobody enters and nobody leaves until the rule is changed, or what is missing is back. Only who had entered one that was never whole leaves.
 */
export async function invalidateSegments(tx: AnySql, broken: ReadonlyMap<string, readonly string[]>): Promise<void> {
  for (const [id, references] of broken) {
    const error = references.length > 0 ? `${DELETED}${references.join(', ')}` : INVALID;
    const [row] = await tx<{ whole: boolean }[]>`
      update segments set state = 'invalid', error = ${error}, progress = null where id = ${id} and state <> 'invalid'
      returning evaluated_at is not null as whole`;
    if (!row) continue;
    if (!row.whole) await enqueueEvaluation(tx, id);
    await raiseStill(tx, { segmentId: id, state: 'invalid' });
    log.warn({ segmentId: id }, 'A segment became invalid');
  }
}

/** What a segment lacked when it became invalid. */
export const missingOf = (error: string | null): string[] => (error?.startsWith(DELETED) ? error.slice(DELETED.length).split(', ') : []);
