import { type EventPlan, fitsNobodysEvents } from '../conditions/event/plan';
import { canShare, groupedSql, planSet } from '../conditions/event/set-sql';
import { kindOf } from '../conditions/registry';
import type { Catalogue, CompileContext } from '../conditions/types';
import type { RuleNode } from '../schema';
import type { Scope } from '../types';
import { scopeSql } from './scope-sql';
import { newStatement, type Statement } from './statement';

/** A node as SQL: a test of one row of `profiles p`, or a set of ids (`negated`: everybody in scope but that set). */
type Piece = { form: 'test'; sql: string } | { form: 'set'; negated: boolean; sql: string };
/** Pieces and the event plans that were not written yet, because one pass may answer several. */
type Part = Piece | { form: 'events'; plan: EventPlan };

function partOf(node: RuleNode, context: CompileContext): Part {
  if ('all' in node)
    return allOf(
      node.all.map((child) => partOf(child, context)),
      context,
    );
  if ('any' in node)
    return anyOf(
      node.any.map((child) => pieceOf(child, context)),
      context,
    );
  if ('not' in node) return negate(pieceOf(node.not, context));
  const compiled = kindOf(node).compile(node, context);
  if (compiled.form === 'rule') return partOf(compiled.node, context);
  if (compiled.form === 'events') return compiled;
  if (compiled.form === 'set') return { form: 'set', negated: compiled.negated, sql: compiled.sql() };
  return { form: 'test', sql: compiled.sql() };
}

const written = (part: Part, context: CompileContext): Piece =>
  part.form === 'events' ? { form: 'set', ...planSet(part.plan, context) } : part;
const pieceOf = (node: RuleNode, context: CompileContext): Piece => written(partOf(node, context), context);

const negate = (piece: Piece): Piece =>
  piece.form === 'test' ? { form: 'test', sql: `(not ${piece.sql})` } : { ...piece, negated: !piece.negated };

/** Event plans that fit nobody without events and read the same rows, in groups. */
function sharedPasses(plans: readonly EventPlan[]): [EventPlan, ...EventPlan[]][] {
  const groups: [EventPlan, ...EventPlan[]][] = [];
  for (const plan of plans) {
    const group = groups.find(([first]) => canShare(first, plan));
    if (group) group.push(plan);
    else groups.push([plan]);
  }
  return groups;
}

function allOf(parts: readonly Part[], context: CompileContext): Piece {
  const events = parts.flatMap((part) => (part.form === 'events' && !fitsNobodysEvents(part.plan) ? [part.plan] : []));
  const others = parts.filter((part) => part.form !== 'events' || fitsNobodysEvents(part.plan)).map((part) => written(part, context));
  const grouped = sharedPasses(events).map((group): Piece => ({ form: 'set', negated: false, sql: groupedSql(group, context) }));
  const pieces = [...grouped, ...others];
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  if (pieces.every((piece) => piece.form === 'test')) return { form: 'test', sql: `(${pieces.map((piece) => piece.sql).join(' and ')})` };
  // Only exclusions: whoever is in none of them, so that the scope is read once, outside.
  if (pieces.every((piece) => piece.form === 'set' && piece.negated)) {
    return { form: 'set', negated: true, sql: pieces.map((piece) => `(${piece.sql})`).join(' union all ') };
  }
  return { form: 'set', negated: false, sql: profilesWhere(pieces, context) };
}

function profilesWhere(pieces: readonly Piece[], { scope }: CompileContext): string {
  const conditions = pieces.map((piece) => {
    if (piece.form === 'test') return piece.sql;
    return piece.negated
      ? `not exists (select from (${piece.sql}) x where x.profile_id = p.id)`
      : `p.id in (select x.profile_id from (${piece.sql}) x)`;
  });
  return `select p.id as profile_id from profiles p where ${conditions.join(' and ')}${scope.and('p.id')} and p.restricted_at is null`;
}

function anyOf(pieces: readonly Piece[], context: CompileContext): Piece {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  if (pieces.every((piece) => piece.form === 'test')) return { form: 'test', sql: `(${pieces.map((piece) => piece.sql).join(' or ')})` };
  // a or not b = not (not a and b): an exclusion never needs everybody written out.
  if (pieces.some((piece) => piece.form === 'set' && piece.negated)) return negate(allOf(pieces.map(negate), context));
  const tests = pieces.flatMap((piece) => (piece.form === 'test' ? [piece.sql] : []));
  const sets = pieces.flatMap((piece) => (piece.form === 'set' ? [`(${piece.sql})`] : []));
  const tested = tests.length ? [`(${profilesWhere([{ form: 'test', sql: `(${tests.join(' or ')})` }], context)})`] : [];
  return { form: 'set', negated: false, sql: [...sets, ...tested].join(' union ') };
}

/** Whose data may only be kept. Few, and under an index of their own: asked once a statement. */
const restrictedSql = 'select id from profiles where restricted_at is not null';

/**
 * The one compiler. Writes into the statement the set of profiles in scope whom the rule fits at `now`, as
 * `select profile_id …`, each id once. Restricted people fit no rule. Values are parameters only.
 * @throws Error on anything unknown; a rule that cannot be compiled matches nobody.
 */
export function compileInto(statement: Statement, node: RuleNode, { scope, now, catalogue }: CompileOptions): string {
  const context: CompileContext = { statement, scope: scopeSql(statement, scope), now, catalogue };
  const piece = pieceOf(node, context);
  if (piece.form === 'set' && !piece.negated) {
    return `select distinct s.profile_id from (${piece.sql}) s where s.profile_id not in (${restrictedSql})`;
  }
  return profilesWhere([piece], context);
}

export type CompileOptions = { scope: Scope; now: Date; catalogue: Catalogue };

/** The rule as a statement of its own: text with `$n`, and the values. */
export function compile(node: RuleNode, options: CompileOptions): { text: string; values: unknown[] } {
  const statement = newStatement();
  return { text: compileInto(statement, node, options), values: statement.values };
}
