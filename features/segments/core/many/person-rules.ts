import { kindOf } from '../../conditions/registry';
import type { CompileContext } from '../../conditions/types';
import type { RuleNode } from '../../schema';
import { scopeSql } from '../scope-sql';
import type { Statement } from '../statement';
import { MOST_MARKS, topOf } from '../top';
import type { ManyOptions } from './compile-many';
import { eventColumns } from './event-columns';
import type { Sums } from './event-slots';
import { eventSums, isSummed } from './event-sums';
import { every, fromBoolean, type Kleene, NO, not, type Question, some, UNKNOWN, YES } from './kleene';
import { measuredColumns } from './measured-columns';

/** What the statement read of a person: the answers of its leaves, and sums of events. */
type Read = { leaves: readonly Kleene[]; sums: Sums };
/** One row of the statement; `leaves` null for who is gone, or restricted unless that was not to matter: no rule fits. */
type Row = { leaves: string | null } & Record<string, string | null>;

/** What the rules say of a person: the places of those that fit (from 0, rising), and the answers at the top of one as bits. */
export type PersonAnswer = { fits: number[]; marks(place: number): number };

const leafOf: Record<string, Kleene> = { t: YES, f: NO, NULL: UNKNOWN };

/** The answers of an array of booleans as PostgreSQL writes it. @throws Error on anything else. */
function leavesOf(text: string): Kleene[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((value) => {
      const leaf = leafOf[value];
      if (leaf === undefined) throw new Error('A leaf is a boolean');
      return leaf;
    });
}

/**
 * Many rules about a few people, for a batch: the statement answers each distinct leaf once a person and adds events up, and the rules are
 * put together from that here, where hundreds of them cost microseconds. The same kinds and plans as `compile`, the same answers.
 * @returns joins to `people i (id)`, their columns, and what the rules say of such a row
 * @throws Error on anything unknown.
 */
export function personRules(
  statement: Statement,
  rules: readonly RuleNode[],
  { scope, now, catalogue, restrictedToo = false }: ManyOptions,
) {
  const context: CompileContext = { statement, scope: scopeSql(statement, scope), now, catalogue };
  const columns = eventColumns(context);
  const measured = measuredColumns();
  const sums = eventSums(context);
  const leaves = new Map<string, number>();
  const known = new Map<RuleNode, Question<Read>>();

  const leaf = (sql: string): Question<Read> => {
    const n = leaves.get(sql) ?? leaves.size;
    leaves.set(sql, n);
    return (read) => read.leaves[n] ?? UNKNOWN;
  };

  const written = (node: RuleNode): Question<Read> => {
    if ('all' in node) return every(node.all.map(truth));
    if ('any' in node) return some(node.any.map(truth));
    if ('not' in node) return not(truth(node.not));
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
      case 'events': {
        if (!isSummed(compiled.plan)) return leaf(columns.test(compiled.plan));
        const holds = sums.test(compiled.plan);
        return (read) => fromBoolean(holds(read.sums));
      }
    }
  };

  const truth = (node: RuleNode): Question<Read> => {
    const question = known.get(node) ?? written(node);
    known.set(node, question);
    return question;
  };

  const answers = rules.map((rule) => {
    const { combine, negated, nodes } = topOf(rule);
    const truths = nodes.map(truth);
    const whole = combine === 'all' ? every(truths) : some(truths);
    return { fits: negated ? not(whole) : whole, top: truths.slice(0, MOST_MARKS) };
  });

  const summed = sums.finish();
  const joins = ` left join (select p.id, array[${[...leaves.keys()].join(', ')}]::boolean[]::text as leaves from profiles p${columns.joins()}${measured.joins()}
      where ${restrictedToo ? 'true' : 'p.restricted_at is null'}${context.scope.and('p.id')}) l on l.id = i.id${summed.joins}`;

  const answer = (row: Row): PersonAnswer => {
    if (row.leaves === null) return { fits: [], marks: () => 0 };
    const read: Read = { leaves: leavesOf(row.leaves), sums: summed.sumsOf(row) };
    const fits: number[] = [];
    for (const [place, rule] of answers.entries()) if (rule.fits(read) === YES) fits.push(place);
    const marks = (place: number) => (answers[place]?.top ?? []).reduce((bits, top, i) => bits + (top(read) === YES ? 2 ** i : 0), 0);
    return { fits, marks };
  };
  return { joins, columns: `, l.leaves${summed.columns}`, answer };
}
