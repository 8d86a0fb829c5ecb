import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { dependentsOf } from '../data/dependents';
import { nodeSchema } from '../schema';
import { checkRule } from './check-rule';
import { checkReferences, currentRules, enqueueEvaluation, lockDefinitions, saveDependencies } from './definition';

/**
 * Archives a segment: everybody leaves it, nothing evaluates it any more.
 * @throws AppError not_found; conflict naming what still uses it.
 */
export async function archiveSegment(tx: TransactionSql, scope: Scope, segmentId: string): Promise<void> {
  await lockDefinitions(tx);
  const dependents = await dependentsOf(tx, segmentId);
  if (dependents.length > 0) {
    const names = dependents.map((d) => `${d.kind} "${d.name}"`).join(', ');
    throw new AppError('conflict', `The segment is still used by ${names}.`, {
      key: 'segment.used',
      values: { names: dependents.map((d) => d.name).join(', ') },
      fields: dependents.map((d) => ({ path: d.kind, message: d.name })),
    });
  }
  const [row] = await tx<{ id: string }[]>`
    update segments set status = 'archived', updated_at = now(), progress = null where id = ${segmentId} and status = 'active' returning id`;
  if (!row) return requireSegment(tx, segmentId);
  await enqueueEvaluation(tx, segmentId);
  await audit(tx, scope, { action: 'segment.archived', subjectType: 'segment', subjectId: segmentId });
}

/**
 * Brings an archived segment back and has it evaluated anew.
 * @throws AppError not_found; invalid_input when its rule is not valid any more, names a segment that is not there, or is too costly.
 */
export async function restoreSegment(tx: TransactionSql, scope: Scope, segmentId: string): Promise<void> {
  const [before] = await tx<{ rule: unknown }[]>`select rule from segments where id = ${segmentId} and status = 'archived'`;
  const archived = nodeSchema.safeParse(before?.rule);
  if (archived.success) await checkRule(tx, { id: segmentId, rule: archived.data });
  await lockDefinitions(tx);
  const [row] = await tx<{ rule: unknown }[]>`select rule from segments where id = ${segmentId} and status = 'archived' for update`;
  if (!row) return requireSegment(tx, segmentId);
  const rule = nodeSchema.safeParse(row.rule);
  if (!rule.success) throw new AppError('invalid_input', 'The rule of this segment is not valid any more.', { key: 'segment.ruleInvalid' });
  const rules = await currentRules(tx);
  const dependencies = checkReferences(rule.data, rules, segmentId);
  await tx`update segments set status = 'active', state = 'building', error = null, progress = 0, evaluated_at = null,
    updated_at = now() where id = ${segmentId}`;
  await saveDependencies(tx, segmentId, rule.data, dependencies);
  await enqueueEvaluation(tx, segmentId);
  await audit(tx, scope, { action: 'segment.restored', subjectType: 'segment', subjectId: segmentId });
}

/** Doing it twice is no fault; doing it to nothing is. */
async function requireSegment(tx: TransactionSql, segmentId: string): Promise<void> {
  const [row] = await tx`select 1 from segments where id = ${segmentId}`;
  if (!row) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
}
