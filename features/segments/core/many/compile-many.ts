import { kindOf } from '../../conditions/registry';
import type { CompileContext } from '../../conditions/types';
import type { RuleNode } from '../../schema';
import type { CompileOptions } from '../compile';
import { scopeSql } from '../scope-sql';
import type { Statement } from '../statement';
import { MOST_MARKS, topOf } from '../top';
import { eventColumns } from './event-columns';

export type ManyOptions = CompileOptions & { restrictedToo?: boolean };

/** Many rules over the same people: one row a person, and what each rule says of that row, which is called `l`. */
export type ManyRows = { rows: string; rules: { fits: string; marks: string }[] };

/**
 * The same rules and the same pieces as `compile`, laid out for the other case: many rules at once. Every row of those
 * people is read once, and each rule is one boolean over it; its marks are the answers of the conditions at its top, as bits.
 * Restricted people have no row and fit no rule, unless `restrictedToo` asks what the conditions alone would say of them.
 * @throws Error on anything unknown.
 */
export function manyRows(
  statement: Statement,
  rules: readonly RuleNode[],
  { scope, now, catalogue, restrictedToo = false }: ManyOptions,
): ManyRows {
  const context: CompileContext = { statement, scope: scopeSql(statement, scope), now, catalogue };
  const events = eventColumns(context);
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
      case 'set':
        return leaf(`(p.id ${compiled.negated ? 'not in' : 'in'} (select x.profile_id from (${compiled.sql()}) x))`);
      case 'events':
        return leaf(events.test(compiled.plan));
    }
  };

  const answers = rules.map((rule) => {
    const { combine, negated, nodes } = topOf(rule);
    const truths = nodes.map(truth);
    const whole = `(${truths.join(combine === 'all' ? ' and ' : ' or ')})`;
    const marks = truths.slice(0, MOST_MARKS).map((t, i) => `case when ${t} then ${2 ** i} else 0 end`);
    return { fits: negated ? `(not ${whole})` : whole, marks: marks.join(' + ') };
  });
  const columns = [...leaves].map(([sql, name]) => `, ${sql} as ${name}`).join('');
  const rows = `select p.id as profile_id${columns} from profiles p${events.joins()}
      where ${restrictedToo ? 'true' : 'p.restricted_at is null'}${context.scope.and('p.id')}`;
  return { rows, rules: answers };
}

/** The places (from 1, rising) of the rules that fit a row. */
export const fitsOf = ({ rules }: ManyRows): string =>
  `array_remove(array[${rules.map(({ fits }, i) => `case when ${fits} then ${i + 1} end`).join(', ')}]::int[], null)`;

/**
 * Many rules as one statement.
 * @returns SQL `select profile_id, fits`: one row a person, with the places (from 1, rising) of the rules that fit.
 */
export function compileManyInto(statement: Statement, rules: readonly RuleNode[], options: ManyOptions): string {
  const many = manyRows(statement, rules, options);
  // OFFSET 0 keeps each leaf evaluated once, however many rules share it.
  return `select l.profile_id, ${fitsOf(many)} as fits from (${many.rows} offset 0) l`;
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
