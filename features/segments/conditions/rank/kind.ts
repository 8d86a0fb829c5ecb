import { defineConditionKind } from '../types';
import { rangeRule } from './range';
import type { RankCondition } from './schema';

/** A place among everybody, by the newest cut points: two comparisons of the trait's own value, so that nobody else's moves it. */
export const rankKind = defineConditionKind<RankCondition>({
  kind: 'rank',
  dependencies: (c) => [`cuts:${c.trait}`, `trait:${c.trait}`],
  weight: () => 2,
  compile: (c, { catalogue }) => {
    const node = rangeRule(c, catalogue.cutPoints?.get(c.trait));
    return node ? { form: 'rule', node } : { form: 'test', sql: () => 'false' };
  },
  edges: () => ({ sets: [] }),
  evaluate: (c, _, { cutPoints }) => {
    const node = rangeRule(c, cutPoints?.get(c.trait));
    return node ? { node, negated: false } : false;
  },
});
