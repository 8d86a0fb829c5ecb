import type { TransactionSql } from '@/db/client';
import { expand } from '../core/expand';
import { computedReferences, deletedReferences } from '../data/deleted-references';
import { ruleBook } from '../data/rule-book';
import { loadRule } from '../data/rules';
import { enqueueEvaluation } from './definition';
import { invalidateSegments, missingOf } from './invalidate';

/**
 * Marks the segments that refer to something deleted, and has those evaluated anew whose missing thing is back. The clock does it every few
 * seconds; until then such a segment is evaluated by nobody.
 */
export async function settleReferences(tx: TransactionSql): Promise<void> {
  const book = await ruleBook(tx);
  if (book.broken.size > 0) await invalidateSegments(tx, book.broken);
  const invalid = await tx<{ id: string; error: string | null }[]>`
    select id, error from segments where status = 'active' and state = 'invalid' order by id`;
  if (invalid.length === 0) return;
  const [deleted, computed] = [await deletedReferences(tx), await computedReferences(tx)];
  const isThere = (reference: string) => !deleted.has(reference) && (!reference.startsWith('trait:') || computed.has(reference));
  for (const { id, error } of invalid) {
    const node = (await loadRule(tx, id))?.node;
    const expanded = node && expand(node, book.rules, id);
    if (!expanded?.ok || !missingOf(error).every(isThere) || expanded.references.some((r) => deleted.has(r))) continue;
    await tx`update segments set state = 'building', error = null, progress = 0 where id = ${id} and state = 'invalid'`;
    await enqueueEvaluation(tx, id);
  }
}
