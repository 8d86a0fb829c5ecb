import { kindOf } from '../../conditions/registry';
import type { CompileContext } from '../../conditions/types';
import type { RuleNode } from '../../schema';
import type { CompileOptions } from '../compile';
import { scopeSql } from '../scope-sql';
import type { Statement } from '../statement';
import { eventColumns } from './event-columns';
import { measuredColumns } from './measured-columns';

/** `restrictedToo`: restricted people are answered for like others. */
export type ManyOptions = CompileOptions & { restrictedToo?: boolean };

/**
 * Many rules as one statement, laid out for everybody: every row of the people in scope is read once, and each rule is one boolean over it.
 * The same rules and the same pieces as `compile`. Restricted people fit no rule, unless `restrictedToo` asks what the conditions alone
 * would say of them.
 * @returns SQL `select profile_id, fits`: one row a person, with the places (from 1, rising) of the rules that fit.
 * @throws Error on anything unknown.
 */
export function compileManyInto(
  statement: Statement,
  rules: readonly RuleNode[],
  { scope, now, catalogue, restrictedToo = false }: ManyOptions,
): string {
  const context: CompileContext = { statement, scope: scopeSql(statement, scope), now, catalogue };
  const events = eventColumns(context);
  const measured = measuredColumns();
  const leaves = new Map<string, string>();

  const leaf = (sql: string): string => {
    const name = leaves.get(sql) ?? `l${leaves.size + 1}`;
    leaves.set(sql, name);
    return `l.${name}`;
  };

  const truth = (node: RuleNode): string => {
    if ('all' in node) return `(${node.all.map(truth).join(' and ')})`;
    if ('any' in node) return `(${node.any.map(truth).join(' or ')})`;
    if ('not' in node) return `(not ${truth(node.not)})`;
    const compiled = kindOf(node).compile(node, context);
    switch (compiled.form) {
      case 'rule':
        return truth(compiled.node);
      case 'test':
        return leaf(compiled.sql());
      case 'measured':
        return leaf(measured.test(compiled));
      case 'set':
        return leaf(`(p.id ${compiled.negated ? 'not in' : 'in'} (select x.profile_id from (${compiled.sql()}) x))`);
      case 'events':
        return leaf(events.test(compiled.plan));
    }
  };

  const fits = rules.map((rule, i) => `case when ${truth(rule)} then ${i + 1} end`).join(', ');
  const columns = [...leaves].map(([sql, name]) => `, ${sql} as ${name}`).join('');
  const rows = `select p.id as profile_id${columns} from profiles p${events.joins()}${measured.joins()}
      where ${restrictedToo ? 'true' : 'p.restricted_at is null'}${context.scope.and('p.id')}`;
  // OFFSET 0 keeps each leaf evaluated once, however many rules share it.
  return `select l.profile_id, array_remove(array[${fits}]::int[], null) as fits from (${rows} offset 0) l`;
}

/** Rules in groups that fit into one statement (PostgreSQL: 1,664 columns). `size` is how many conditions a rule has when expanded. */
export function groupRules<T>(rules: readonly T[], size: (rule: T) => number, most = 1_000): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const rule of rules) {
    const n = size(rule);
    const last = groups.at(-1);
    if (last && n <= room) last.push(rule);
    else groups.push([rule]);
    room = (last && n <= room ? room : most) - n;
  }
  return groups;
}
