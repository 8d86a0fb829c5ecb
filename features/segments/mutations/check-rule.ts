import type { TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { refuseSlowRule } from '../data/sweep-cost';
import type { RuleNode } from '../schema';
import { checkCost, checkReferences, currentRules } from './definition';

/**
 * Whether a rule can be evaluated for everybody, and followed by the clock, at a price that the installation can pay. To be asked before
 * `lockDefinitions`: planning takes up to some seconds, in which nobody else has to wait.
 * @param id of the segment that is to have the rule; a new one has none yet
 * @throws AppError invalid_input when the rule is too costly, or names a segment that is not there
 */
export async function checkRule(tx: TransactionSql, { id, rule }: { id?: string; rule: RuleNode }): Promise<void> {
  const rules = await currentRules(tx);
  if (id !== undefined) rules.set(id, rule);
  checkReferences(rule, rules, id);
  await checkCost(tx, rule, rules);
  await refuseSlowRule(tx, { id, rule, rules, now: await databaseNow(tx) });
}
