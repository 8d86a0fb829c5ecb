import { isBuiltIn } from '../../constants';
import type { Find } from '../find-context';
import type { TraitCondition } from './schema';

/** The value of the trait. */
export const findTrait: Find<TraitCondition> = (c, { person }) => {
  const from = isBuiltIn(c.trait) ? person.columns : person.traits;
  const found = Object.hasOwn(from, c.trait) ? from[c.trait] : undefined;
  return { kind: 'trait', found: found ?? null };
};
