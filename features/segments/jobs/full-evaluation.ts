import { setTimeout as sleep } from 'node:timers/promises';
import { type AnySql, connect, type Sql, type TransactionSql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { env } from '@/lib/env';
import { standsStill } from '../core/states';
import type { Difference } from '../data/differences';
import { ruleBook } from '../data/rule-book';
import { loadRule, type StoredRule } from '../data/rules';
import { passBarrier, shareBarrier } from '../mutations/barrier';
import { evaluateSegments } from '../mutations/evaluate-units';
import { invalidateSegments } from '../mutations/invalidate';
import { publishChanges } from '../mutations/publish-changes';
import { readyCutPoints } from '../mutations/ready-cut-points';
import { addUpSizes } from '../mutations/sizes';
import { beginSweeping } from '../mutations/sweep';
import { writeChanges } from '../mutations/write-changes';
import type { MembershipChange } from '../types';
import { candidateIds, findCandidates } from './candidates';
import { type Watch, watchEvaluation } from './watch-evaluation';

/** So many are locked and evaluated at once: events of these people wait for that long. */
const CHUNK = 500;
/** While events wait, others have as long as a chunk took before the next one, up to this. */
const LONGEST_PAUSE_MS = 200;

/** One that stands still before its first evaluation was done: whoever had entered by then leaves, so that it is not there by halves. */
const isUndone = (segment: StoredRule) => standsStill(segment.state) && !segment.evaluated;

/** Nobody is in a segment that is archived. */
const ruleInForce = (segment: StoredRule) => (segment.status === 'active' && !isUndone(segment) ? segment.node : undefined);

export type EvaluationOutcome = { candidates: number; changes: number; at: Date } | 'superseded' | 'stopped' | 'gone' | 'waits';

type Options = {
  signal?: AbortSignal;
  /** Longest that one statement may take. */
  longestMs?: number;
  /** For tests: the moment to evaluate at, in place of the database's time. */
  now?: Date;
  /** Sees the changes of each chunk in its transaction. */
  onChunk?: (tx: TransactionSql, changes: MembershipChange[], done: number) => Promise<void>;
};

/**
 * Evaluates one segment for everyone. One statement without locks finds where memberships differ from the rule; only those
 * are then evaluated again under their locks, in chunks. That is right although others evaluate meanwhile: after the
 * barrier every touch evaluates this rule too, so whoever is touched after the snapshot is right by the touch, whoever is
 * not is right by the snapshot or among the candidates, and what time alone changes after the snapshot the clock sees.
 * A statement under way is ended when the worker stops, or when the segment is not any more what was to be evaluated.
 * @throws the database's error when a statement takes longer than it may
 */
export async function evaluateFully(segmentId: string, options: Options = {}): Promise<EvaluationOutcome> {
  const one = connect(env().DATABASE_URL ?? '', { max: 1, idle_timeout: 0, max_lifetime: null });
  let watch: Watch | undefined;
  try {
    const segment = await loadChecked(one, segmentId);
    // One that stands still keeps the members that it has.
    if (!segment || (segment.status === 'active' && standsStill(segment.state) && !isUndone(segment))) return 'gone';
    watch = await watchEvaluation(one, { isWanted: (tx) => isWanted(tx, segment), signal: options.signal });
    return await evaluateWatched(one, segment, options, watch);
  } catch (error) {
    if (watch?.ended) return watch.ended;
    throw error;
  } finally {
    await watch?.stop();
    await one.end({ timeout: 5 });
  }
}

async function evaluateWatched(
  one: Sql,
  segment: StoredRule,
  { now, onChunk, longestMs = 0 }: Options,
  watch: Watch,
): Promise<EvaluationOutcome> {
  if (segment.status === 'active' && !isUndone(segment) && !(await readyCutPoints(one, segment.id))) return 'waits';
  const passed = await passBarrier(one);
  const at = now ?? passed;
  await beginSweeping(one, at);
  await one`select set_config('statement_timeout', ${String(longestMs)}, false)`;
  const total = await findCandidates(one, segment.id, ruleInForce(segment), at);
  let changes = 0;
  for (let done = 0; done < total; done += CHUNK) {
    if (watch.ended) return watch.ended;
    const began = performance.now();
    const ids = await candidateIds(one, done, done + CHUNK);
    const changed = await withRetry(() =>
      one.begin((tx) => recheck(tx, segment, { ids, now }, (c) => onChunk?.(tx, c, Math.min(1, (done + CHUNK) / total)))),
    );
    if (changed === 'superseded') return 'superseded';
    changes += changed;
    if (done + CHUNK < total && (await isAwaited(one))) await sleep(Math.min(LONGEST_PAUSE_MS, performance.now() - began));
  }
  await addUpSizes(one, { wait: true });
  return { candidates: total, changes, at };
}

/** Whether events wait to be processed. */
async function isAwaited(one: Sql): Promise<boolean> {
  const rows = await one`select 1 from inbox i join inbox_lanes l on l.lane = i.lane and i.seq > l.cursor limit 1`;
  return rows.length > 0;
}

/** Whether a segment is still what an evaluation began with. */
async function isWanted(tx: AnySql, began: StoredRule): Promise<boolean> {
  const current = await loadRule(tx, began.id);
  return current?.version === began.version && current.status === began.status && standsStill(current.state) === standsStill(began.state);
}

/** The segment; marked invalid first when its rule cannot be compiled any more. */
async function loadChecked(one: Sql, segmentId: string): Promise<StoredRule | undefined> {
  const segment = await loadRule(one, segmentId);
  if (!segment || segment.status === 'archived' || segment.state === 'invalid') return segment;
  const missing = (await ruleBook(one)).broken.get(segmentId);
  if (!missing) return segment;
  await one.begin((tx) => invalidateSegments(tx, new Map([[segmentId, missing]])));
  return { ...segment, state: 'invalid' };
}

async function recheck(
  tx: TransactionSql,
  segment: StoredRule,
  { ids, now: fixed }: { ids: string[]; now: Date | undefined },
  onChunk: (changes: MembershipChange[]) => Promise<void> | undefined,
): Promise<number | 'superseded'> {
  await lockProfiles(tx, ids);
  const clock = await shareBarrier(tx);
  const now = fixed ?? clock;
  if (!(await isWanted(tx, segment))) return 'superseded';
  const changes = ruleInForce(segment)
    ? await evaluateSegments(tx, { profileIds: ids, segmentIds: new Set([segment.id]), cause: 'rule', now })
    : await writeChanges(tx, await membersAmong(tx, segment.id, ids), 'rule', now);
  await publishChanges(tx, changes);
  await onChunk(changes);
  return changes.length;
}

async function membersAmong(tx: TransactionSql, segmentId: string, ids: string[]): Promise<Difference[]> {
  const rows = await tx<{ profile_id: string }[]>`
    select profile_id from memberships where segment_id = ${segmentId} and profile_id = any(${ids}::uuid[])`;
  return rows.map((row) => ({ change: 'leave', profileId: row.profile_id, segmentId }));
}
