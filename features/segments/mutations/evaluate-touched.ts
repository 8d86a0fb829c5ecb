import type { TransactionSql } from '@/db/client';
import { builtInTraits } from '../constants';
import { expand } from '../core/expand';
import { catalogueOf, validRules } from '../data/catalogue';
import { type EvaluatedSegment, findDifferences } from '../data/differences';
import { type LoadedRule, loadRules } from '../data/rules';
import type { MembershipCause, MembershipChange, TouchedSet } from '../types';
import { shareBarrier } from './barrier';
import { invalidateSegments } from './invalidate';
import { writeChanges } from './write-changes';

/**
 * Re-evaluates touched profiles in the caller's transaction, which holds their locks, for every segment that depends on what
 * changed, and writes who entered and left. Evaluates at the database's time, not before `touched.now`.
 */
export async function evaluateTouched(tx: TransactionSql, touched: TouchedSet): Promise<MembershipChange[]> {
  if (touched.profileIds.length === 0) return [];
  const clock = await shareBarrier(tx);
  return evaluateTouchedAt(tx, { ...touched, now: new Date(Math.max(clock.getTime(), touched.now.getTime())) });
}

/** The same at exactly `touched.now`, under a barrier that the caller shares. */
export async function evaluateTouchedAt(
  tx: TransactionSql,
  { profileIds, dependencies, cause, now }: TouchedSet,
): Promise<MembershipChange[]> {
  const segmentIds = await dependentSegments(tx, dependencies);
  return segmentIds.size === 0 ? [] : evaluateSegments(tx, { profileIds, segmentIds, cause, now });
}

/** The active segments that read any of these. */
async function dependentSegments(tx: TransactionSql, dependencies: ReadonlySet<string>): Promise<Set<string>> {
  if (dependencies.has('*')) {
    const all = await tx<{ id: string }[]>`select id from segments where status = 'active' and state <> 'invalid'`;
    return new Set(all.map((row) => row.id));
  }
  const touched = withImplied(dependencies);
  const rows = await tx<{ id: string }[]>`
    select distinct s.id from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = any(${touched}::text[]) and s.status = 'active' and s.state <> 'invalid'`;
  return new Set(rows.map((row) => row.id));
}

/** An event also touches the rules on every event, and the columns of the profile that count events. */
function withImplied(dependencies: ReadonlySet<string>): string[] {
  const event = [...dependencies].some((d) => d.startsWith('event:'));
  const columns = Object.keys(builtInTraits).filter((trait) => trait !== 'name');
  return [...dependencies, ...(event ? ['event:*', ...columns.map((trait) => `trait:${trait}`)] : [])];
}

export type Evaluation = { profileIds: readonly string[]; segmentIds: ReadonlySet<string>; cause: MembershipCause; now: Date };

/**
 * Evaluates exactly these segments for exactly these profiles at `now`. The caller holds the profiles' locks and the barrier.
 * A segment whose rule is no longer valid is marked so, and never stops the others.
 */
export async function evaluateSegments(
  tx: TransactionSql,
  { profileIds, segmentIds, cause, now }: Evaluation,
): Promise<MembershipChange[]> {
  const loaded = await loadRules(tx);
  const rules = validRules(loaded);
  const { good, broken } = sort(
    loaded.filter((rule) => segmentIds.has(rule.id) && rule.state !== 'invalid'),
    rules,
  );
  if (broken.length > 0) await invalidateSegments(tx, broken);
  if (good.length === 0) return [];
  const catalogue = await catalogueOf(
    tx,
    good.map((segment) => segment.node),
    rules,
  );
  const differences = await findDifferences(tx, { profileIds, segments: good, catalogue, now });
  return writeChanges(tx, differences, cause, now);
}

function sort(loaded: readonly LoadedRule[], rules: ReturnType<typeof validRules>): { good: EvaluatedSegment[]; broken: string[] } {
  const good: EvaluatedSegment[] = [];
  const broken: string[] = [];
  for (const { id, node } of loaded) {
    if (node && expand(node, rules, id).ok) good.push({ id, node });
    else broken.push(id);
  }
  return { good, broken };
}
