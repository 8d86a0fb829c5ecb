import { isInShare, shareSql } from '../bucket/share';
import { defineConditionKind, type Holdout } from '../types';
import { HOLDOUT_DEPENDENCY, type HoldoutCondition } from './schema';

/** @throws Error when the setting was not read: nobody is then taken to be outside. */
function known(holdout: Holdout | undefined): Holdout {
  if (!holdout) throw new Error('The holdout of the company was not read');
  return holdout;
}

/** In or out of the company's holdout. A changed setting has the segments that ask for it evaluated anew. */
export const holdoutKind = defineConditionKind<HoldoutCondition>({
  kind: 'holdout',
  dependencies: () => [HOLDOUT_DEPENDENCY],
  compile: (c, { statement, catalogue }) => {
    const { seed, percent } = known(catalogue.holdout);
    const sql = () => shareSql(statement, seed, { from: 0, to: percent });
    return { form: 'test', sql: () => (c.op === 'in' ? sql() : `(not ${sql()})`) };
  },
  edges: () => ({ sets: [] }),
  evaluate: (c, facts, { holdout }) => {
    const { seed, percent } = known(holdout);
    return isInShare(seed, { from: 0, to: percent }, facts.id) === (c.op === 'in');
  },
});
