import { isBuiltIn } from '../../constants';
import type { Find } from '../find-context';
import { asNumber } from '../value-test';
import { limitsOf, stampOf } from './range';
import type { RankCondition } from './schema';

/** The person's value, where it stands, and the cut points that decided, unless they are of very few people. */
export const findRank: Find<RankCondition> = (c, { person, catalogue }) => {
  const from = isBuiltIn(c.trait) ? person.columns : person.traits;
  const found = asNumber(Object.hasOwn(from, c.trait) ? from[c.trait] : undefined) ?? null;
  const cuts = catalogue.cutPoints?.get(c.trait);
  const stamp = cuts ? stampOf(cuts) : null;
  const limits = stamp?.few ? undefined : limitsOf(c, cuts);
  return {
    kind: 'rank',
    found,
    percentile: found === null || !cuts || cuts.limits.length === 0 ? null : cuts.limits.filter((limit) => limit <= found).length,
    low: limits?.low ?? null,
    high: limits?.high ?? null,
    stamp,
  };
};
