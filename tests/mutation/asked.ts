import type { Catalogue } from '@/features/segments/conditions/types';
import { compile } from '@/features/segments/core/compile';
import { edgesInto } from '@/features/segments/core/edges';
import { compileManyInto } from '@/features/segments/core/many/compile-many';
import { newStatement } from '@/features/segments/core/statement';
import type { RuleNode } from '@/features/segments/schema';
import type { Sql } from './pool';

type Asked = { now: Date; catalogue: Catalogue };

/** The rule compiled for everyone, answering ids. */
export const single = (rule: RuleNode, { now, catalogue }: Asked): Sql => compile(rule, { scope: { type: 'everyone' }, now, catalogue });

/** The rule beside others for these people, answering ids. */
export function many(rules: readonly RuleNode[], ids: string[], { now, catalogue }: Asked): Sql {
  const statement = newStatement();
  const text = compileManyInto(statement, [...rules], { scope: { type: 'ids', ids }, now, catalogue });
  return { text: `select m.profile_id from (${text}) m where 1 = any(m.fits)`, values: statement.values };
}

/** Whom the rule's edges name. */
export function named(rule: RuleNode, from: Date, to: Date, catalogue: Catalogue): Sql {
  const statement = newStatement();
  const sets = edgesInto(statement, rule, { scope: { type: 'everyone' }, from, to, catalogue });
  const text = sets.map((set) => `select e.profile_id from (${set}) e`).join(' union ') || 'select null::uuid as profile_id where false';
  return { text, values: statement.values };
}
