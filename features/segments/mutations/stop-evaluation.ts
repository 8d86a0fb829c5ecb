import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { raiseStill } from '../alerts/mutations/raise-still';
import { canStartAgain } from '../core/states';
import { loadRule, type StoredRule } from '../data/rules';
import { checkRule } from './check-rule';
import { checkReferences, currentRules, enqueueEvaluation, lockDefinitions, saveDependencies } from './definition';

/**
 * Stops the evaluation of a segment that is being built, also in the middle of its statement: whoever evaluates sees it within a second. The
 * segment stands still with the members that it has; one that was never whole loses them.
 * @throws AppError not_found; conflict when it is not being evaluated for the first time or by a new rule.
 */
export async function stopEvaluation(tx: TransactionSql, scope: Scope, segmentId: string): Promise<void> {
  const segment = await lockSegment(tx, segmentId);
  if (segment.status !== 'active' || segment.state !== 'building')
    throw new AppError('conflict', 'The segment is not being evaluated.', { key: 'segment.notBuilding' });
  await tx`update segments set state = 'stopped', error = null, progress = null where id = ${segmentId}`;
  // In place of the evaluation that waits its turn: who had entered a segment that was never whole leaves it.
  await enqueueEvaluation(tx, segmentId);
  await audit(tx, scope, { action: 'segment.evaluation_stopped', subjectType: 'segment', subjectId: segmentId });
  await raiseStill(tx, { segmentId, state: 'stopped', by: scope });
}

/**
 * Has a segment evaluated again whose evaluation was stopped or failed. It gets a new number, so that what was under way ends.
 * @throws AppError not_found; conflict when it neither was stopped nor failed; invalid_input when its rule is too costly, or
 * cannot be answered any more.
 */
export async function startEvaluation(tx: TransactionSql, scope: Scope, segmentId: string): Promise<void> {
  const before = await loadRule(tx, segmentId);
  if (before?.node && before.status === 'active' && canStartAgain(before.state)) await checkRule(tx, { id: segmentId, rule: before.node });
  const { status, state, node } = await lockSegment(tx, segmentId);
  if (status !== 'active' || !canStartAgain(state))
    throw new AppError('conflict', 'The evaluation of this segment neither was stopped nor failed.', { key: 'segment.notStopped' });
  if (!node) throw new AppError('invalid_input', 'The rule of this segment is not valid any more.', { key: 'segment.ruleInvalid' });
  const rules = await currentRules(tx);
  await saveDependencies(tx, segmentId, node, checkReferences(node, rules, segmentId));
  await tx`update segments set version = version + 1, state = 'building', error = null, progress = 0 where id = ${segmentId}`;
  await enqueueEvaluation(tx, segmentId);
  await audit(tx, scope, { action: 'segment.evaluation_started', subjectType: 'segment', subjectId: segmentId });
}

async function lockSegment(tx: TransactionSql, segmentId: string): Promise<StoredRule> {
  await lockDefinitions(tx);
  await tx`select 1 from segments where id = ${segmentId} for update`;
  const segment = await loadRule(tx, segmentId);
  if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  return segment;
}
