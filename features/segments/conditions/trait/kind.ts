import { defineConditionKind } from '../types';
import { testEdge } from '../value-edges';
import { isZoned } from '../value-ops';
import { valueTestSql } from '../value-sql';
import { testValue } from '../value-test';
import { zoneDependencies, zoneFor } from '../zone';
import { comparisonHolds, comparisonSql } from './compare';
import type { TraitCondition } from './schema';
import { traitSource, traitValue } from './source';

/** A golden trait, or a column of the profile that reads like one. */
export const traitKind = defineConditionKind<TraitCondition>({
  kind: 'trait',
  dependencies: (c) => [
    ...new Set([`trait:${c.trait}`, ...('than' in c ? [`trait:${c.than.trait}`] : []), ...(isZoned(c.op) ? zoneDependencies : [])]),
  ],
  references: (c) => [`trait:${c.trait}`, ...('than' in c ? [`trait:${c.than.trait}`] : [])],
  compile: (c, context) => ({
    form: 'test',
    sql: () => ('than' in c ? comparisonSql(context.statement, c) : valueTestSql(context, traitSource(context.statement, c), c)),
  }),
  edges: (c, context) => {
    const crossing = 'than' in c ? undefined : testEdge(context, () => traitSource(context.statement, c), c);
    return { sets: crossing ? [`select p.id as profile_id from profiles p where (${crossing})${context.scope.and('p.id')}`] : [] };
  },
  evaluate: (c, facts, context) =>
    'than' in c ? comparisonHolds(c, facts) : testValue(traitValue(facts, c), c, context.now, zoneFor(facts, context)),
});
