import type { AnySql, TransactionSql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { enqueue } from '@/db/jobs';
import { AppError } from '@/lib/errors';
import { kindOf } from '../conditions/registry';
import { EVALUATE_JOB } from '../constants';
import { expand } from '../core/expand';
import { pathOf, pathOfSegment } from '../core/find-path';
import { conditionsOf } from '../core/walk';
import { catalogueOf, validRules } from '../data/catalogue';
import { deletedReferences } from '../data/deleted-references';
import { refuseCostly } from '../data/rule-cost';
import { loadRules } from '../data/rules';
import { missingLists } from '../lists/data/find-lists';
import type { RuleNode } from '../schema';
import { aggregateEvents } from './aggregate-events';

/** Number of the advisory lock under which rules change: so that no circle arises from two changes at once. */
const DEFINITIONS = 7_350_022;

/** With the runner's growing pauses, the last one comes after some hours. */
const MOST_ATTEMPTS = 10;

/** Takes the lock under which segments are created, changed, archived and restored. */
export async function lockDefinitions(tx: TransactionSql): Promise<void> {
  await tx`select pg_advisory_xact_lock(${DEFINITIONS})`;
}

const refusals = {
  circle: 'The segments would refer to each other in a circle',
  missing: 'This segment does not exist, is archived, or has no valid rule',
  too_large: 'With the rules of the segments it names, the rule is too large',
} as const;

/**
 * What the rule reads, through the segments it names.
 * @throws AppError invalid_input with the path of the node that names a missing segment, or closes a circle.
 */
export function checkReferences(rule: RuleNode, rules: ReadonlyMap<string, RuleNode>, self?: string): string[] {
  const expanded = expand(rule, rules, self);
  if (expanded.ok) return expanded.dependencies;
  const path = pathOfSegment(rule, new Set(expanded.segmentIds)) ?? 'rule';
  const message = refusals[expanded.reason];
  throw new AppError('invalid_input', message, { key: `segment.refs.${expanded.reason}`, fields: [{ path, message }] });
}

/** The rules that a rule may refer to now. Under `lockDefinitions`. */
export async function currentRules(tx: TransactionSql): Promise<Map<string, RuleNode>> {
  return validRules(await loadRules(tx));
}

/**
 * Writes what a segment's rule reads, and has the daily aggregates made that it can use. Under `lockDefinitions`.
 * @throws AppError invalid_input when it names a list that is not in use
 */
export async function saveDependencies(
  tx: TransactionSql,
  segmentId: string,
  rule: RuleNode,
  dependencies: readonly string[],
): Promise<void> {
  await refuseDeleted(tx, rule);
  const [missing] = await missingLists(tx, dependencies);
  if (missing)
    throw new AppError('invalid_input', 'The rule names a list that does not exist or is archived.', { key: 'segment.refs.list' });
  await tx`delete from segment_dependencies where segment_id = ${segmentId}`;
  await tx`insert into segment_dependencies (segment_id, depends_on) select ${segmentId}::uuid, unnest(${[...dependencies]}::text[])`;
  const events = conditionsOf(rule).flatMap((c) => kindOf(c).aggregates?.(c) ?? []);
  await aggregateEvents(tx, events);
}

/** @throws AppError invalid_input with the path of the condition that refers to something deleted. */
async function refuseDeleted(tx: TransactionSql, rule: RuleNode): Promise<void> {
  const deleted = await deletedReferences(tx);
  const path = pathOf(rule, (c) => (kindOf(c).references?.(c) ?? []).some((reference) => deleted.has(reference)));
  if (path === undefined) return;
  const message = 'This refers to something that was deleted or archived';
  throw new AppError('invalid_input', message, { key: 'segment.refs.deleted', fields: [{ path, message }] });
}

/**
 * The last check of a rule that is about to be evaluated for everybody. `rules` hold every rule that it names.
 * @throws AppError invalid_input as `refuseCostly`
 */
export async function checkCost(tx: TransactionSql, rule: RuleNode, rules: ReadonlyMap<string, RuleNode>): Promise<void> {
  await refuseCostly(tx, { rule, catalogue: await catalogueOf(tx, [rule], rules), now: await databaseNow(tx) });
}

/** Has a segment evaluated for everyone, once this transaction commits. */
export async function enqueueEvaluation(tx: AnySql, segmentId: string): Promise<void> {
  await enqueue(tx, EVALUATE_JOB, { segmentId }, { key: jobKey(segmentId), queue: 'segments', maxAttempts: MOST_ATTEMPTS });
}

/** The key of the one waiting job that evaluates a segment. */
const jobKey = (segmentId: string) => `${EVALUATE_JOB}:${segmentId}`;

/** Has those evaluated that are being built and of which no job is left, whatever became of it. */
export async function enqueueForgotten(tx: AnySql): Promise<void> {
  const rows = await tx<{ id: string }[]>`
    select id from segments s where status = 'active' and state = 'building' and not exists (
      select from graphile_worker.jobs j where j.task_identifier = ${EVALUATE_JOB} and j.key = ${jobKey('')} || s.id
        and (j.locked_at is not null or j.attempts < j.max_attempts)) order by id`;
  for (const { id } of rows) await enqueueEvaluation(tx, id);
}
