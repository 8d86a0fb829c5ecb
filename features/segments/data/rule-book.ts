import type { AnySql } from '@/db/client';
import { fitsBlank } from '../core/blank';
import { expand } from '../core/expand';
import { standsStill } from '../core/states';
import { strataOf } from '../core/strata';
import type { RuleNode } from '../schema';
import { validRules } from './catalogue';
import { deletedMark, deletedReferences } from './deleted-references';
import { loadRules } from './rules';

/** An active segment that can be evaluated. `conditions`: how many its rule has, with the rules it names. */
export type BookedSegment = { id: string; version: number; node: RuleNode; dependencies: string[]; conditions: number; stratum: number };

/** Every active segment as it is evaluated, in order of id, and which of them read what. */
export type RuleBook = {
  segments: ReadonlyMap<string, BookedSegment>;
  rules: ReadonlyMap<string, RuleNode>;
  /** Ids of the segments that read something, by what they read. */
  readers: ReadonlyMap<string, readonly string[]>;
  /** Segments that may fit a new profile of which nothing is known. */
  blank: readonly string[];
  /** Segments that were valid and are no more, with what they refer to that was deleted. */
  broken: ReadonlyMap<string, readonly string[]>;
  /** Segments that stand still: nobody evaluates them, and they keep the members they have. */
  still: ReadonlySet<string>;
  /** The strata there are, rising. */
  strata: readonly number[];
};

/** A book each for the last few states of the rules: transactions that run side by side see different ones. */
const books = new Map<string, RuleBook>();
const MOST_BOOKS = 4;
const MOST_TRIES = 5;

/** The rules in force, as of this statement. Parsed, expanded and indexed once a change of any of them, not once a batch. */
export async function ruleBook(tx: AnySql): Promise<RuleBook> {
  let mark = await readMark(tx);
  for (let tries = 0; ; tries++) {
    const known = books.get(mark);
    if (known) return known;
    const book = await makeBook(tx);
    // The book was read by later statements than the mark: it is filed only if nothing was committed in between.
    const after = await readMark(tx);
    if (after === mark) keep(mark, book);
    if (after === mark || tries === MOST_TRIES) return book;
    mark = after;
  }
}

function keep(mark: string, book: RuleBook): void {
  for (const old of [...books.keys()].slice(0, Math.max(0, books.size + 1 - MOST_BOOKS))) books.delete(old);
  books.set(mark, book);
}

/** Differs when a rule, its state, or something that rules can refer to changed. */
async function readMark(tx: AnySql): Promise<string> {
  const [row] = await tx<{ mark: string }[]>`
    select count(*) || ' ' || coalesce(sum(hashtextextended(id::text || ' ' || version || ' ' || state, 0)), 0) || ' ' || ${tx.unsafe(deletedMark)} as mark
    from segments where status = 'active'`;
  return row?.mark ?? '';
}

async function makeBook(tx: AnySql): Promise<RuleBook> {
  const loaded = await loadRules(tx);
  const rules = validRules(loaded);
  const segments = new Map<string, BookedSegment>();
  const broken = new Map<string, string[]>();
  const still = new Set<string>();
  const deleted = await deletedReferences(tx);
  for (const { id, version, state, node } of loaded) {
    if (standsStill(state)) {
      still.add(id);
      continue;
    }
    const expanded = node && expand(node, rules, id);
    const missing = expanded?.ok ? expanded.references.filter((reference) => deleted.has(reference)) : [];
    if (node && expanded?.ok && missing.length === 0)
      segments.set(id, { id, version, node, dependencies: expanded.dependencies, conditions: expanded.conditions, stratum: 0 });
    else broken.set(id, missing);
  }
  const strata = strataOf(new Map([...segments].map(([id, s]) => [id, s.dependencies])));
  const readers = new Map<string, string[]>();
  for (const segment of segments.values()) {
    segment.stratum = strata.get(segment.id) ?? 0;
    for (const dependency of segment.dependencies) {
      const list = readers.get(dependency);
      if (list) list.push(segment.id);
      else readers.set(dependency, [segment.id]);
    }
  }
  const blank = [...segments.values()].filter((s) => fitsBlank(s.node, rules) !== false).map((s) => s.id);
  return {
    segments,
    rules,
    readers,
    blank,
    broken,
    still,
    strata: [...new Set([...segments.values()].map((s) => s.stratum))].sort((a, b) => a - b),
  };
}
