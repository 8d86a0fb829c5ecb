import type { Sql, TransactionSql } from '@/db/client';
import { lockProfiles } from '@/features/profiles/lock';
import type { EvaluateContext, ProfileFacts } from '@/features/segments/conditions/types';
import { evaluate } from '@/features/segments/core/evaluate';
import { evaluateTouchedAt } from '@/features/segments/mutations/evaluate-touched';
import { addUpSizes } from '@/features/segments/mutations/sizes';
import type { RuleNode } from '@/features/segments/schema';
import type { MembershipCause } from '@/features/segments/types';

/** The database and the oracle, or two ways of asking the database, do not say the same of a segment. */
export class Disagreement extends Error {
  /** The segment's place among the story's rules. */
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

export type ToldSegment = { id: string; rule: RuleNode };

/** The people, segments and moment of a story as they should be, beside the database that it is told to. */
export class Told {
  readonly sql: Sql;
  readonly aggregated: ReadonlyMap<string, number>;
  now: Date;
  people: ProfileFacts[];
  segments: ToldSegment[] = [];
  readonly #context: Omit<EvaluateContext, 'now' | 'rules'>;
  /** Who was in each segment when it was last asked. */
  readonly #inside = new Map<string, Set<string>>();

  constructor(
    sql: Sql,
    start: {
      now: Date;
      people: ProfileFacts[];
      aggregated: ReadonlyMap<string, number>;
      context: Omit<EvaluateContext, 'now' | 'rules'>;
    },
  ) {
    this.sql = sql;
    this.now = start.now;
    this.people = start.people;
    this.aggregated = start.aggregated;
    this.#context = start.context;
  }

  person(n: number): ProfileFacts | undefined {
    return this.people[n % this.people.length];
  }

  rules(): Map<string, RuleNode> {
    return new Map(this.segments.map((s) => [s.id, s.rule]));
  }

  /** Whom each segment's rule fits now, by the oracle; sorted. Who entered and left since the last time becomes part of their history. */
  wanted(): string[][] {
    const context = { ...this.#context, now: this.now, rules: this.rules() };
    // In this order: a segment that reads the history of another comes after it.
    return this.segments.map(({ id, rule }) => {
      const fitting = this.people.filter((p) => evaluate(rule, p, context));
      this.#record(id, new Set(fitting.map((p) => p.id)));
      return fitting.map((p) => p.id).sort();
    });
  }

  #record(segmentId: string, now: Set<string>): void {
    const before = this.#inside.get(segmentId) ?? new Set();
    for (const person of this.people) {
      if (now.has(person.id) === before.has(person.id)) continue;
      person.history = [...(person.history ?? []), { segmentId, at: this.now, change: now.has(person.id) ? 'enter' : 'leave' }];
    }
    this.#inside.set(segmentId, now);
  }

  /** The facts of a merge: the person is no more, and what was theirs has become the survivor's. */
  merge(survivor: ProfileFacts, merged: ProfileFacts): void {
    survivor.events.push(...merged.events);
    const both = [survivor.identity, merged.identity];
    survivor.identity = {
      identifiers: [...new Set(both.flatMap((i) => i?.identifiers ?? []))],
      records: both.flatMap((i) => i?.records ?? []),
    };
    survivor.lists = [...new Set([...(survivor.lists ?? []), ...(merged.lists ?? [])])];
    const left = [...this.#inside].filter(([, ids]) => ids.delete(merged.id)).map(([segmentId]) => segmentId);
    const leaving = left.map((segmentId) => ({ segmentId, at: this.now, change: 'leave' as const }));
    survivor.history = [...(survivor.history ?? []), ...(merged.history ?? []), ...leaving];
    this.people = this.people.filter((p) => p !== merged);
  }

  /** Writes something about these people and evaluates them again, as whoever touches profiles does it. */
  async touch(ids: string[], dependencies: string[], cause: MembershipCause, write: (tx: TransactionSql) => Promise<void>): Promise<void> {
    await this.sql.begin(async (tx) => {
      await lockProfiles(tx, ids);
      await write(tx);
      await evaluateTouchedAt(tx, { profileIds: ids, dependencies: new Set(dependencies), cause, now: this.now });
    });
  }

  /** @throws Disagreement unless the answer is what the oracle wants. */
  same(at: number, answer: readonly string[], wanted: readonly string[], label: string): void {
    const got = [...answer].sort();
    if (got.length === wanted.length && got.every((id, i) => id === wanted[i])) return;
    const place = (id: string) => this.people.findIndex((p) => p.id === id);
    const say = (ids: readonly string[]) => `[${ids.map(place).join(', ')}]`;
    const rule = JSON.stringify(this.segments[at]?.rule);
    throw new Disagreement(
      at,
      `${label}: people ${say(got)} in the database, ${say(wanted)} by the oracle, at ${this.now.toISOString()}: ${rule}`,
    );
  }

  /** Compares members, sizes and the log of changes with the oracle. @throws Disagreement */
  async check(label: string): Promise<void> {
    await addUpSizes(this.sql);
    const members = await this.sql<{ segment_id: string; profile_id: string }[]>`select segment_id, profile_id from memberships`;
    const sizes = await this.sql<{ id: string; size: number }[]>`select id, size::float8 as size from segments`;
    const log = await this.sql<{ segment_id: string; profile_id: string }[]>`
      select segment_id, profile_id from membership_changes group by 1, 2
      having sum(case change when 'enter' then 1 else -1 end) <> 0 and bool_and(change in ('enter', 'leave'))`;
    const idsOf = (rows: typeof members, id: string) => rows.filter((row) => row.segment_id === id).map((row) => row.profile_id);
    for (const [at, wanted] of this.wanted().entries()) {
      const id = this.segments[at]?.id ?? '';
      this.same(at, idsOf(members, id), wanted, `memberships ${label}`);
      const size = sizes.find((s) => s.id === id)?.size;
      if (size !== wanted.length) throw new Disagreement(at, `size ${label}: ${size} in the database, ${wanted.length} by the oracle`);
      this.same(at, idsOf(log, id), wanted, `changes added up ${label}`);
    }
  }
}
