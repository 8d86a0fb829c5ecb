import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { newId } from '@/lib/ids';
import type { CreateSegment } from '../schema';
import { checkRule } from './check-rule';
import { checkReferences, currentRules, enqueueEvaluation, lockDefinitions, saveDependencies } from './definition';
import { saveVersion } from './save-version';

/**
 * Saves a new segment and has it evaluated for everyone; until then its state is `building`.
 * @throws AppError invalid_input when the rule names a segment that is not there, or is too costly.
 */
export async function createSegment(
  tx: TransactionSql,
  scope: Scope,
  { name, description, labels = [], rule }: CreateSegment,
): Promise<{ id: string }> {
  await checkRule(tx, { rule });
  await lockDefinitions(tx);
  const rules = await currentRules(tx);
  const dependencies = checkReferences(rule, rules);
  const id = newId();
  await tx`insert into segments (id, name, description, labels, rule, progress, created_by)
    values (${id}, ${name}, ${description ?? ''}, ${labels}, ${tx.json(rule as never)}, 0, ${scope.actor.type === 'user' ? scope.actor.id : null})`;
  await saveVersion(tx, scope, id, {});
  await saveDependencies(tx, id, rule, dependencies);
  await enqueueEvaluation(tx, id);
  await audit(tx, scope, { action: 'segment.created', subjectType: 'segment', subjectId: id, details: { name } });
  return { id };
}
