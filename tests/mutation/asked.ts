import type { Catalogue } from '@/features/segments/conditions/types';
import { compile } from '@/features/segments/core/compile';
import { edgesInto } from '@/features/segments/core/edges';
import { compileManyInto } from '@/features/segments/core/many/compile-many';
import { personRules } from '@/features/segments/core/many/person-rules';
import { newStatement } from '@/features/segments/core/statement';
import type { RuleNode } from '@/features/segments/schema';
import type { PersonRow, Sql } from './pool';

type Asked = { now: Date; catalogue: Catalogue };

/** The rule compiled for everyone, answering ids. */
export const single = (rule: RuleNode, { now, catalogue }: Asked): Sql => compile(rule, { scope: { type: 'everyone' }, now, catalogue });

/** The rule beside others for these people, answering ids. */
export function many(rules: readonly RuleNode[], ids: string[], { now, catalogue }: Asked): Sql {
  const statement = newStatement();
  const text = compileManyInto(statement, [...rules], { scope: { type: 'ids', ids }, now, catalogue });
  return { text: `select m.profile_id from (${text}) m where 1 = any(m.fits)`, values: statement.values };
}

/** The rule as a batch asks it of these people: the statement, and what its rows say: who fits, with the answers at the rule's top. */
export function live(
  rule: RuleNode,
  ids: string[],
  { now, catalogue }: Asked,
): Sql & { read(rows: readonly PersonRow[]): [string, number][] } {
  const statement = newStatement();
  const { joins, columns, answer } = personRules(statement, [rule], { scope: { type: 'ids', ids }, now, catalogue });
  const text = `select i.id as profile_id${columns} from unnest(${statement.uuids(ids)}) i (id)${joins} order by i.id`;
  const read = (rows: readonly PersonRow[]) =>
    rows.flatMap((row): [string, number][] => {
      const { fits, marks } = answer(row);
      return fits.length > 0 ? [[row.profile_id, marks(0)]] : [];
    });
  return { text, values: statement.values, read };
}

/** Whom the rule's edges name. */
export function named(rule: RuleNode, from: Date, to: Date, catalogue: Catalogue): Sql {
  const statement = newStatement();
  const sets = edgesInto(statement, rule, { scope: { type: 'everyone' }, from, to, catalogue });
  const text = sets.map((set) => `select e.profile_id from (${set}) e`).join(' union ') || 'select null::uuid as profile_id where false';
  return { text, values: statement.values };
}
