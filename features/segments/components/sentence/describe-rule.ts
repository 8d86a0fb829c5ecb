import { conditionClause } from '../../conditions/sentences';
import type { Words } from '../../conditions/words';
import type { RuleNode } from '../../schema';

/** The whole rule as one sentence: "People who did Order Completed at least 2 times in the last 30 days and whose country is DE." */
export const describeRule = (rule: RuleNode, words: Words): string => words.t('sentence.people', { rule: clauseOf(rule, words, true) });

/** One condition or group as a clause: "who are in Lapsed". */
export function clauseOf(rule: RuleNode, words: Words, outermost = false): string {
  const { t } = words;
  if ('not' in rule) return t('sentence.not', { inner: clauseOf(rule.not, words, true) });
  if ('all' in rule || 'any' in rule) {
    const all = 'all' in rule;
    const items = (all ? rule.all : rule.any).map((child) => clauseOf(child, words));
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    const joined = items.reduce((a, b) => t(all ? 'sentence.and' : 'sentence.or', { a, b }));
    // Brackets, so that “and” and “or” beside each other can be read in one way only.
    return outermost ? joined : t('sentence.group', { items: joined });
  }
  return conditionClause(rule, words);
}
