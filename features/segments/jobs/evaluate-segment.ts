import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { histogram } from '@/lib/metrics';
import { EVALUATE_JOB } from '../constants';
import { loadRule } from '../data/rules';
import { evaluateFully } from './full-evaluation';

/** Evaluates a segment for everyone, and makes it live. Idempotent: it writes differences only, and begins anew after a crash. */
export const evaluateSegmentJob = defineJob({
  name: EVALUATE_JOB,
  payload: z.strictObject({ segmentId: z.uuid() }),
  handle: async ({ segmentId }, { signal, isLastAttempt }) => {
    const db = sql();
    const before = await loadRule(db, segmentId);
    if (!before) return;
    const end = histogram({ name: 'tessera_segment_evaluation_seconds', help: 'Duration of full evaluations of a segment' }).startTimer();
    try {
      const outcome = await evaluateFully(segmentId, {
        signal,
        onChunk: async (tx, _changes, done) => {
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
      const message = isLastAttempt
        ? 'The evaluation failed. Save the segment again to have it tried anew.'
        : 'The evaluation failed and will be tried again.';
      if (!signal.aborted) await db`update segments set error = ${message} where id = ${segmentId} and state = 'building'`;
      throw error;
    }
  },
});
