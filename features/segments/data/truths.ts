import type { AnySql } from '@/db/client';
import type { Condition } from '../conditions/schemas';
import type { Catalogue } from '../conditions/types';
import { compileManyInto } from '../core/many/compile-many';
import { newStatement } from '../core/statement';
import { deepConditionsOf } from '../core/walk';
import type { RuleNode } from '../schema';

/** Whether a condition of the rule, or of a rule it names, is met. @throws Error for a condition that was not asked. */
export type Truths = (condition: Condition) => boolean;

type Asked = { profileId: string; now: Date; catalogue: Catalogue };

/** What the compiled statement answers for one person, condition by condition, through the segments that the rule names. */
export async function truthsOf(tx: AnySql, rule: RuleNode, { profileId, now, catalogue }: Asked): Promise<Truths> {
  const conditions = [...deepConditionsOf(rule, catalogue.rules)];
  const statement = newStatement();
  const scope = { type: 'ids' as const, ids: [profileId] };
  const text = compileManyInto(statement, conditions, { scope, now, catalogue, restrictedToo: true });
  const [row] = await tx.unsafe<{ fits: number[] }[]>(text, statement.values as never[]);
  const met = new Map(conditions.map((condition, i) => [condition, row?.fits.includes(i + 1) ?? false]));
  return (condition) => {
    const answer = met.get(condition);
    if (answer === undefined) throw new Error('A condition that is not of this rule');
    return answer;
  };
}
