import type { ChannelRule, PurposeRule, Standing } from '@/features/consent/types';
import type { ScopeSql } from '../core/scope-sql';
import type { Statement } from '../core/statement';
import type { RuleNode } from '../schema';
import type { ExplainedNode } from '../types';
import type { EventPlan } from './event/plan';
import type { Condition, ConditionKindName } from './schemas';

/** What the installation knows that rules refer to, read before compiling. */
export type Catalogue = {
  /** Short number and state of daily aggregates of each event name. */
  definitions: ReadonlyMap<string, { key: number; ready: boolean }>;
  /** Rules of the segments that rules refer to, by id. */
  rules: ReadonlyMap<string, RuleNode>;
  /** The zone that counts for people whose own is not known. */
  companyZone: string;
  /** Zones that people live in, beside the company's. */
  zones: readonly string[];
  /** The lists that rules may name; absent when none of the rules names any. */
  lists?: ReadonlySet<string>;
  /** The company's holdout; absent when none of the rules asks for it. */
  holdout?: Holdout;
  /** The newest cut points of the traits that rules rank by; absent when none of the rules ranks. */
  cutPoints?: ReadonlyMap<string, CutPoints>;
};

/** The part of everybody, in percent, whom the company leaves alone; `seed` decides who they are. */
export type Holdout = { percent: number; seed: string };

/** Where the percentiles of a trait lay: `limits[k - 1]` is the value of the first person above the lowest k percent. */
export type CutPoints = { version: number; at: Date; people: number; limits: readonly number[] };
/** The same as it is shown; `few`: made of so few people that a limit gives away whose value it is, and is not shown. */
export type CutPointStamp = { version: number; at: string; people: number; few: boolean };

/** What a kind needs to write itself into a statement. */
export type CompileContext = { statement: Statement; scope: ScopeSql; now: Date; catalogue: Catalogue };

/** The stretch of time `(from, to]` in which answers may change by themselves. */
export type EdgeContext = Omit<CompileContext, 'now'> & { from: Date; to: Date };

/**
 * What a condition compiles to: a test of one row of `profiles p`; a set of ids as `select profile_id …` (or everybody in
 * scope but that set), `unique` when it names nobody twice; a plan of counting events, which the compiler joins with others of the same event; or another rule.
 */
export type Compiled =
  | { form: 'test'; sql: () => string }
  | { form: 'set'; negated: boolean; unique?: boolean; sql: () => string }
  | { form: 'events'; plan: EventPlan }
  | Measured
  | { form: 'rule'; node: RuleNode };

/** One `value` a person as `select profile_id, value`, and the test of it. Conditions with the same rows share them. */
export type Measured = { form: 'measured'; rows: () => string; holds: (value: string) => string };

export type EventFact = {
  id: string;
  name: string;
  occurredAt: Date;
  value: number | null;
  properties: Record<string, unknown>;
  context?: Record<string, unknown>;
};
export type ConsentFact = { purpose: string; channel: string; state: string; since: Date; expiresAt: Date | null };

/** Everything rules can ask about one person, as plain data. Built-in traits are under their names, moments as ISO text. */
export type ProfileFacts = {
  id: string;
  builtIn: Record<string, unknown>;
  traits: Record<string, unknown>;
  events: EventFact[];
  consents: ConsentFact[];
  /** Types of the identifiers, and the source of each record. */
  identity?: { identifiers: string[]; records: string[] };
  /** Who entered and left which segment when; of profiles merged into this one too. */
  history?: { segmentId: string; at: Date; change: 'enter' | 'leave' }[];
  /** The lists that the person is on. */
  lists?: string[];
  /** IANA zone; null or absent when not known. */
  timeZone?: string | null;
  /** Neither restricted nor objecting when absent. */
  standing?: Standing;
};

/** What evaluation in memory knows beside the person. */
export type EvaluateContext = {
  now: Date;
  rules: ReadonlyMap<string, RuleNode>;
  purposes: ReadonlyMap<string, PurposeRule>;
  channels: ReadonlyMap<string, ChannelRule>;
  /** The zone that counts for people whose own is not known. */
  companyZone: string;
  holdout?: Holdout;
  cutPoints?: ReadonlyMap<string, CutPoints>;
};

/** An event that counted, to be found in the person's timeline. */
export type FoundEvent = { id: string; name: string; occurredAt: string; value: number | null };

export type EventFinding = {
  kind: 'event';
  profileId: string;
  /** The window; `from` null is since ever. */
  from: string | null;
  to: string;
  /** The person lacks the moment with which the window begins. */
  beginless: boolean;
  count: number;
  sum: number;
  /** What was measured beside count and sum: a number, a value of the property, or null without one. */
  measured: unknown;
  events: FoundEvent[];
};

export type ActivityFinding = {
  kind: 'activity';
  profileId: string;
  /** The first and the last such event of all. */
  first: FoundEvent | null;
  last: FoundEvent | null;
  /** The windows of the pattern, and whether the event must or must not have been performed in each. */
  parts: { role: string; performed: boolean; from: string | null; to: string; count: number }[];
};

export type SessionFinding = {
  kind: 'session';
  profileId: string;
  from: string | null;
  to: string;
  /** The person lacks the moment with which the window begins. */
  beginless: boolean;
  count: number;
  /** In minutes; null without sessions. */
  average: number | null;
  longest: number | null;
  /** The latest ones. */
  sessions: { began: string; minutes: number; events: number }[];
};

export type InterestFinding = {
  kind: 'interest';
  profileId: string;
  /** How many events had the property, and the asked value's share of them by weight; null without any. */
  events: number;
  share: number | null;
  values: { value: unknown; weight: number; events: number; share: number }[];
  latest: FoundEvent[];
};

/** Why a condition holds or not, with what was looked at. `found` is shown masked; `events` are the latest that counted. */
export type Finding =
  /** `other`: what it is compared with; `zone`: whose days counted. */
  | { kind: 'trait'; found: unknown; other?: unknown; zone?: string }
  | EventFinding
  | ActivityFinding
  | SessionFinding
  | { kind: 'segment'; segmentId: string; rule: ExplainedNode }
  | {
      kind: 'sequence';
      profileId: string;
      /** The event of each step in the furthest and latest chain; of an absent step: the one that did happen after all. */
      steps: { event: string; absent: boolean; found: FoundEvent | null }[];
      /** When the time of the next step ends, and whether it has. */
      until: string | null;
      over: boolean;
    }
  | { kind: 'list'; since: string | null; origin: 'upload' | 'person' | null }
  /** Where the person's place is, in percent. */
  | { kind: 'bucket'; place: number }
  | { kind: 'holdout'; place: number; percent: number }
  | InterestFinding
  | { kind: 'rank'; found: unknown; percentile: number | null; low: number | null; high: number | null; stamp: CutPointStamp | null }
  | { kind: 'identity'; identifiers: string[]; sources: { name: string; records: number }[] }
  | { kind: 'history'; segmentId: string; began: string | null; changes: { change: 'enter' | 'leave'; at: string }[] }
  | { kind: 'consent'; state: string | null; since: string | null; expiresAt: string | null; reason: string | null };

/** One kind of condition: everything the product can do with it. */
export type ConditionKind<C extends Condition> = {
  kind: ConditionKindName;
  /** What the condition reads, as in segment_dependencies. */
  dependencies(condition: C): string[];
  /** The events whose daily aggregates help to answer it, where there are any. */
  aggregates?(condition: C): string[];
  /** What it cannot be answered without once that is deleted, as in data/deleted-references.ts. */
  references?(condition: C): string[];
  /** How many conditions it stands for, where it compiles to a rule of several. */
  weight?(condition: C): number;
  compile(condition: C, context: CompileContext): Compiled;
  /** The profiles whose answer may change in `(from, to]` by time alone, as sets `select profile_id …`; or the rule that decides. */
  edges(condition: C, context: EdgeContext): { sets: string[] } | { node: RuleNode };
  /** The same answer from plain data: the oracle of the tests; otherwise only asked about somebody of whom nothing is known. */
  evaluate(condition: C, facts: ProfileFacts, context: EvaluateContext): boolean | { node: RuleNode; negated: boolean };
};

/** @throws Error when a kind lacks one of its parts, above all `edges`: without it a condition would go stale by itself. */
export function defineConditionKind<C extends Condition>(kind: ConditionKind<C>): ConditionKind<C> {
  for (const part of ['dependencies', 'compile', 'edges', 'evaluate'] as const) {
    if (typeof kind[part] !== 'function') throw new Error(`Condition kind ${kind.kind} lacks ${part}`);
  }
  return kind;
}
