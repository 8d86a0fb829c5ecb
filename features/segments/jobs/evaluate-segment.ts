import { z } from 'zod';
import { type Sql, sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { histogram } from '@/lib/metrics';
import { raiseStill } from '../alerts/mutations/raise-still';
import { EVALUATE_JOB } from '../constants';
import { failures } from '../core/failures';
import { tookTooLong } from '../data/ask-rule';
import { ruleBook } from '../data/rule-book';
import { costLimit } from '../data/rule-cost';
import { loadRule, type StoredRule } from '../data/rules';
import { checkCost, enqueueEvaluation } from '../mutations/definition';
import { evaluateFully } from './full-evaluation';

/** So many times as long as it may be estimated to take, a statement may take: estimates are rough. */
const PATIENCE = 2;

/**
 * Evaluates a segment for everyone, and makes it live. Idempotent: it writes differences only, and begins anew after a crash. Of a segment
 * that is being built a statement that takes too long fails for good, since it would take as long the next time; a live one, which has
 * been evaluated by this rule, goes on following events until the last attempt.
 */
export const evaluateSegmentJob = defineJob({
  name: EVALUATE_JOB,
  payload: z.strictObject({ segmentId: z.uuid() }),
  handle: async ({ segmentId }, { signal, isLastAttempt }) => {
    const db = sql();
    const before = await loadRule(db, segmentId);
    if (!before) return;
    const end = histogram({ name: 'tessera_segment_evaluation_seconds', help: 'Duration of full evaluations of a segment' }).startTimer();
    let began = performance.now();
    const longestMs = Math.ceil(costLimit() * PATIENCE * 1_000);
    try {
      if (await hasBecomeCostly(db, before)) return void (await fail(db, before, 'segment.failure.costly'));
      const outcome = await evaluateFully(segmentId, {
        signal,
        longestMs,
        onChunk: async (tx, _changes, done) => {
          // The limit is that of one statement.
          began = performance.now();
          await tx`update segments set progress = ${done} where id = ${segmentId} and state = 'building'`;
        },
      });
      if (outcome === 'stopped') throw new Error('The worker stops: the evaluation begins anew with the next one');
      if (typeof outcome === 'string') return;
      end();
      log.info({ segmentId, ...outcome }, 'Segment evaluated');
      await db`
        update segments set state = 'live', evaluated_at = ${outcome.at}, progress = null, error = null
        where id = ${segmentId} and version = ${before.version} and status = 'active' and state in ('building', 'live')`;
    } catch (error) {
      // A statement can also be cancelled from outside, or by the planner's own limit: that is no reason to fail.
      const isSlow = tookTooLong(error, undefined) && performance.now() - began >= longestMs;
      if (isSlow && before.state === 'building' && (await fail(db, before, 'segment.failure.slow'))) return;
      if (signal.aborted && isLastAttempt) return void (await db.begin((tx) => enqueueEvaluation(tx, segmentId)));
      if (!signal.aborted && isLastAttempt) await fail(db, before, isSlow ? 'segment.failure.slow' : 'segment.failure.lasting');
      else if (!signal.aborted)
        await db`update segments set error = ${failures['segment.failure.again']} where id = ${segmentId} and state = 'building'`;
      throw error;
    }
  },
});

/** Only of one that was never live: what was is not stopped by an estimate, whatever it rests on has changed since. */
async function hasBecomeCostly(db: Sql, { id, state, evaluated }: StoredRule): Promise<boolean> {
  if (state !== 'building' || evaluated) return false;
  const { segments, rules } = await ruleBook(db);
  const booked = segments.get(id);
  if (!booked) return false;
  try {
    await db.begin((tx) => checkCost(tx, booked.node, rules));
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return true;
    throw error;
  }
}

/** It stands still and says why; who had entered one that was never whole leaves it. False for one that stands still or is archived already. */
async function fail(db: Sql, { id, version }: StoredRule, why: keyof typeof failures): Promise<boolean> {
  const failed = await db.begin(async (tx) => {
    const { count } = await tx`
      update segments set state = 'failed', error = ${failures[why]}, progress = null
      where id = ${id} and version = ${version} and status = 'active' and state in ('building', 'live')`;
    if (count === 0) return false;
    await enqueueEvaluation(tx, id);
    await raiseStill(tx, { segmentId: id, state: 'failed' });
    return true;
  });
  if (failed) log.warn({ segmentId: id, why }, 'A segment could not be evaluated');
  return failed;
}
