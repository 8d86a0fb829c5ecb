import type { AnySql } from '@/db/client';
import type { Condition } from '../conditions/schemas';
import type { Catalogue } from '../conditions/types';
import { personRules } from '../core/many/person-rules';
import { newStatement } from '../core/statement';
import { deepConditionsOf } from '../core/walk';
import type { RuleNode } from '../schema';

/** Whether a condition of the rule, or of a rule it names, is met. @throws Error for a condition that was not asked. */
export type Truths = (condition: Condition) => boolean;

type Asked = { profileId: string; now: Date; catalogue: Catalogue };

/** What a batch would answer for this person, condition by condition, through the segments that the rule names. */
export async function truthsOf(tx: AnySql, rule: RuleNode, { profileId, now, catalogue }: Asked): Promise<Truths> {
  const conditions = [...deepConditionsOf(rule, catalogue.rules)];
  const statement = newStatement();
  const scope = { type: 'ids' as const, ids: [profileId] };
  const { joins, columns, answer } = personRules(statement, conditions, { scope, now, catalogue, restrictedToo: true });
  const text = `select ${columns.slice(1)} from (select ${statement.uuid(profileId)} as id) i${joins}`;
  const [row] = await tx.unsafe<{ leaves: string | null }[]>(text, statement.values as never[]);
  const fits = new Set(row ? answer(row).fits : []);
  const met = new Map(conditions.map((condition, i) => [condition, fits.has(i)]));
  return (condition) => {
    const answer = met.get(condition);
    if (answer === undefined) throw new Error('A condition that is not of this rule');
    return answer;
  };
}
