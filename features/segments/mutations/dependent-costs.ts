import type { TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { canStartAgain } from '../core/states';
import { validRules } from '../data/catalogue';
import { dependentSegments } from '../data/dependents';
import { loadRules } from '../data/rules';
import type { RuleNode } from '../schema';
import { checkCost } from './definition';

/**
 * A changed rule has every segment evaluated again that names it: those may not become too costly by it either. What stands still is
 * asked about when somebody has it evaluated again.
 * @throws AppError invalid_input with the name of the first that would
 */
export async function checkDependentCosts(tx: TransactionSql, id: string, rule: RuleNode): Promise<void> {
  const dependents = await dependentSegments(tx, id);
  if (dependents.length === 0) return;
  const loaded = await loadRules(tx);
  const rules = validRules(loaded).set(id, rule);
  for (const { id: dependentId, name } of dependents) {
    const dependent = loaded.find((segment) => segment.id === dependentId);
    if (!dependent?.node || canStartAgain(dependent.state)) continue;
    try {
      await checkCost(tx, dependent.node, rules);
    } catch (error) {
      throw error instanceof AppError && error.code === 'invalid_input' ? refusalFor(name, error) : error;
    }
  }
}

function refusalFor(name: string, cause: AppError): AppError {
  const message = `By this rule the segment “${name}”, which names this one, would become too costly. Narrow one of the two. Of “${name}”: ${cause.message}`;
  return new AppError('invalid_input', message, {
    key: 'segment.dependentCostly',
    values: { name },
    fields: [{ path: 'rule', message, key: 'segment.dependentCostly', values: { name } }],
    cause,
  });
}
