import { type EventPlan, fitsNobodysEvents } from '../conditions/event/plan';
import { canShare, groupedSql, type IdSet, planSet } from '../conditions/event/set-sql';
import { kindOf } from '../conditions/registry';
import type { Catalogue, CompileContext } from '../conditions/types';
import type { RuleNode } from '../schema';
import type { Scope } from '../types';
import { scopeSql } from './scope-sql';
import { newStatement, type Statement } from './statement';

/** A node as SQL: a test of one row of `profiles p`, or a set of ids (`negated`: everybody in scope but that set). */
type Piece = { form: 'test'; sql: string } | SetPiece;
/** `free`: without restricted people. */
type SetPiece = IdSet & { form: 'set'; negated: boolean; free?: boolean };
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
  if (compiled.form === 'measured') {
    const sql = `select m.profile_id from (${compiled.rows()}) m where ${compiled.holds('m.value')}`;
    return { form: 'set', negated: false, unique: true, sql };
  }
  if (compiled.form === 'set') return { form: 'set', negated: compiled.negated, unique: compiled.unique ?? false, sql: compiled.sql() };
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
  const grouped = sharedPasses(events).map((group): Piece => ({ form: 'set', negated: false, ...groupedSql(group, context) }));
  const pieces = [...grouped, ...others];
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  if (pieces.every((piece) => piece.form === 'test')) return { form: 'test', sql: `(${pieces.map((piece) => piece.sql).join(' and ')})` };
  // Only exclusions: whoever is in none of them, so that the scope is read once, outside.
  const sets = pieces.filter((piece) => piece.form === 'set');
  if (sets.length < pieces.length) return { form: 'set', negated: false, unique: true, free: true, sql: profilesWhere(pieces, context) };
  const excluded = sets.filter((set) => set.negated);
  if (excluded.length < sets.length) return common(sets);
  return { form: 'set', negated: true, unique: false, sql: excluded.map((set) => `(${set.sql})`).join(' union all ') };
}

/** Whoever is in all of these sets, at least one of which is not negated: nothing else is known of anybody, so that `profiles` is not read. */
function common(sets: readonly SetPiece[]): SetPiece {
  const base = sets.find((set) => !set.negated && set.unique) ?? sets.find((set) => !set.negated);
  if (!base) throw new Error('Only exclusions');
  const conditions = sets.filter((set) => set !== base).map((set) => memberSql(set, 's.profile_id'));
  const sql = `select s.profile_id from (${base.sql}) s where ${conditions.join(' and ')}`;
  return { form: 'set', negated: false, unique: base.unique, sql };
}

const memberSql = ({ negated, sql }: SetPiece, id: string): string =>
  negated ? `not exists (select from (${sql}) x where x.profile_id = ${id})` : `${id} in (select x.profile_id from (${sql}) x)`;

/** Whose data may only be kept. Few, and under an index of their own: asked once a statement. */
const restrictedSql = 'select id from profiles where restricted_at is not null';

/**
 * Whoever all of this fits, of those in scope who are not restricted. A set whose ids come once is joined, so that the planner weighs looking
 * its people up against reading everybody by how many it has; and written out first, or else each parallel worker would make it anew.
 */
function profilesWhere(pieces: readonly Piece[], { scope }: CompileContext): string {
  const joined = pieces.filter((piece) => piece.form === 'set' && !piece.negated && piece.unique);
  const joins = joined.map(
    ({ sql }, i) => ` join (with m as materialized (${sql}) select m.profile_id from m) s${i + 1} on s${i + 1}.profile_id = p.id`,
  );
  const others = pieces.filter((piece) => !joined.includes(piece));
  const conditions = others.map((piece) => (piece.form === 'test' ? piece.sql : memberSql(piece, 'p.id')));
  // Of everybody, when nothing else is asked of their rows, the ids are enough: an index has them.
  const idsDo = scope.within === undefined && pieces.every((piece) => piece.form === 'set');
  const free = idsDo ? `p.id not in (${restrictedSql})` : 'p.restricted_at is null';
  const all = [...conditions, `${free}${scope.and('p.id')}`];
  return `select p.id as profile_id from profiles p${joins.join('')} where ${all.join(' and ')}`;
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
  return { form: 'set', negated: false, unique: true, sql: [...sets, ...tested].join(' union ') };
}

/**
 * The one compiler. Writes into the statement the set of profiles in scope whom the rule fits at `now`, as
 * `select profile_id …`, each id once. Restricted people fit no rule. Values are parameters only.
 * @throws Error on anything unknown; a rule that cannot be compiled matches nobody.
 */
export function compileInto(statement: Statement, node: RuleNode, { scope, now, catalogue }: CompileOptions): string {
  const context: CompileContext = { statement, scope: scopeSql(statement, scope), now, catalogue };
  const piece = pieceOf(node, context);
  if (piece.form === 'set' && !piece.negated) {
    const free = piece.free ? '' : ` where s.profile_id not in (${restrictedSql})`;
    return `select${piece.unique ? '' : ' distinct'} s.profile_id from (${piece.sql}) s${free}`;
  }
  return profilesWhere([piece], context);
}

export type CompileOptions = { scope: Scope; now: Date; catalogue: Catalogue };

/** The rule as a statement of its own: text with `$n`, and the values. */
export function compile(node: RuleNode, options: CompileOptions): { text: string; values: unknown[] } {
  const statement = newStatement();
  return { text: compileInto(statement, node, options), values: statement.values };
}
