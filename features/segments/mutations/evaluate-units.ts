import type { TransactionSql } from '@/db/client';
import { membersOf } from '../core/strata';
import type { Unit } from '../core/units';
import { catalogueOf } from '../data/catalogue';
import { type Difference, findDifferences } from '../data/differences';
import { type BookedSegment, type RuleBook, ruleBook } from '../data/rule-book';
import type { MembershipCause, MembershipChange } from '../types';
import { holdRanks } from './hold-ranks';
import { invalidateSegments } from './invalidate';
import { writeChanges } from './write-changes';

type When = { cause: MembershipCause; now: Date };

/**
 * Evaluates exactly these segments for exactly these profiles at `now`, and then whoever reads the history of a segment that changed.
 * The caller holds the profiles' locks and the barrier. A segment whose rule is no longer valid is marked so, and never stops the others.
 */
export async function evaluateSegments(tx: TransactionSql, { profileIds, segmentIds, ...when }: Unit & When): Promise<MembershipChange[]> {
  return evaluateUnits(tx, await ruleBook(tx), [{ profileIds, segmentIds }], when);
}

/** The same for several groups of segments and profiles. `stable`: the same group will come again, with other profiles. */
export async function evaluateUnits(
  tx: TransactionSql,
  book: RuleBook,
  units: readonly (Unit & { stable?: boolean })[],
  { cause, now }: When,
): Promise<MembershipChange[]> {
  const broken = [...book.broken].filter(([id]) => units.some((unit) => unit.segmentIds.has(id)));
  if (broken.length > 0) await invalidateSegments(tx, new Map(broken));
  const changes: MembershipChange[] = [];
  let waiting: readonly (Unit & { stable?: boolean })[] = units;
  for (const stratum of book.strata) {
    const here = waiting.map((unit) => ({ ...unit, segments: segmentsOf(book, unit, stratum) })).filter((unit) => unit.segments.length > 0);
    if (here.length === 0) continue;
    const segments = [...new Set(here.flatMap((unit) => unit.segments))];
    const catalogue = await catalogueOf(
      tx,
      segments.map((segment) => segment.node),
      book.rules,
    );
    const differences = new Map<string, Difference>();
    const find = async () => {
      // One after the other in the database, without waiting for an answer in between.
      const found = await Promise.all(
        here.map(({ profileIds, segments: own, stable = false }) =>
          findDifferences(tx, { profileIds, segments: own, catalogue, now }, { prepare: stable }),
        ),
      );
      for (const difference of found.flat()) differences.set(`${difference.profileId} ${difference.segmentId}`, difference);
    };
    await (here.some((unit) => unit.stable) ? withKeptPlans(tx, find) : find());
    const counting = await holdRanks(tx, [...differences.values()], { segments, cutPoints: catalogue.cutPoints });
    const written = await writeChanges(tx, counting, cause, now);
    changes.push(...written);
    waiting = [...waiting, ...followers(book, written)];
  }
  return changes;
}

/** Planning hundreds of rules takes longer than asking them: the plan of a prepared statement is made once, for any values. */
async function withKeptPlans<T>(tx: TransactionSql, run: () => Promise<T>): Promise<T> {
  const mode = (value: string) => tx`select set_config('plan_cache_mode', ${value}, true)`;
  // Under way while the statements are being written.
  const set = mode('force_generic_plan').execute();
  const [result] = await Promise.all([run(), set]);
  await mode('auto');
  return result;
}

/** The segments of a unit that stand in this stratum, in order of id. */
const segmentsOf = (book: RuleBook, { segmentIds }: Unit, stratum: number): BookedSegment[] =>
  [...segmentIds]
    .flatMap((id) => book.segments.get(id) ?? [])
    .filter((segment) => segment.stratum === stratum)
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** Those who read the history of a segment that changed, for the people who changed. */
function followers(book: RuleBook, changes: readonly MembershipChange[]): (Unit & { stable: boolean })[] {
  const profiles = new Map<string, Set<string>>();
  for (const { segmentId, profileId } of changes) {
    const dependency = membersOf(segmentId);
    if (!book.readers.has(dependency)) continue;
    profiles.set(dependency, (profiles.get(dependency) ?? new Set()).add(profileId));
  }
  return [...profiles].map(([dependency, ids]) => ({
    profileIds: [...ids],
    segmentIds: new Set(book.readers.get(dependency)),
    stable: true,
  }));
}
