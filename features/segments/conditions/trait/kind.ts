import { isBuiltIn } from '../../constants';
import type { Statement } from '../../core/statement';
import { defineConditionKind } from '../types';
import { builtInSource, jsonSource, type ValueSource } from '../value-source';
import { testEdge, testSql } from '../value-sql';
import { testValue } from '../value-test';
import type { TraitCondition } from './schema';

const sourceOf = (s: Statement, trait: string): ValueSource =>
  isBuiltIn(trait) ? builtInSource(trait) : jsonSource(`p.traits->${s.text(trait)}`);

/** A golden trait, or a column of the profile that reads like one. */
export const traitKind = defineConditionKind<TraitCondition>({
  kind: 'trait',
  dependencies: (c) => [`trait:${c.trait}`],
  compile: (c, { statement, now }) => ({ form: 'test', sql: () => testSql(statement, sourceOf(statement, c.trait), c, now) }),
  edges: (c, { statement, scope, from, to }) => {
    const relative = c.op === 'in_last' || c.op === 'in_next' || c.op === 'not_in_last';
    if (!relative) return { sets: [] };
    const crossing = testEdge(statement, sourceOf(statement, c.trait), c, from, to);
    return { sets: crossing ? [`select p.id as profile_id from profiles p where (${crossing})${scope.and('p.id')}`] : [] };
  },
  evaluate: (c, facts, { now }) => testValue(isBuiltIn(c.trait) ? facts.builtIn[c.trait] : ownValue(facts.traits, c.trait), c, now),
});

/** A trait named like something on Object.prototype is still only a trait. */
const ownValue = (traits: Record<string, unknown>, name: string): unknown => (Object.hasOwn(traits, name) ? traits[name] : undefined);
