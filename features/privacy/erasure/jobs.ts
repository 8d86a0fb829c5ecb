import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { systemScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { ERASE_JOB } from '../requests/constants';
import { failRequest } from '../requests/mutations/finish-request';
import { erasureOfRequest } from './data/erasure-row';
import { keyMark } from './data/ledger-file';
import { erasureStep } from './mutations/run-erasure';

const NOTHING = { rows: {}, files: {}, suppressed: {} };

type Asked = { state: string; profileIds: string[]; identifiers: { type: string; value: string }[] };

/** Erases the person of a request, step by step, and comes back while a destination has not answered. */
export const eraseJob = defineJob({
  name: ERASE_JOB,
  payload: z.strictObject({ requestId: z.uuid() }),
  handle: async ({ requestId }, { signal, isLastAttempt }) => {
    try {
      await erase(requestId, signal);
    } catch (error) {
      if (isLastAttempt && !signal.aborted) await giveUp(requestId);
      throw error;
    }
  },
});

async function erase(requestId: string, signal: AbortSignal): Promise<void> {
  const [request] = await sql()<Asked[]>`
    select state, profile_ids as "profileIds", identifiers from subject_requests where id = ${requestId} and type = 'erasure'`;
  if (request?.state !== 'running') return;
  await sql()`
    insert into erasures (id, request_id, step, hashes, key_mark, progress)
    values (${newId()}, ${requestId}, 'suppress', '{}', ${keyMark()}, ${sql().json(NOTHING)}) on conflict (request_id) do nothing`;
  for (;;) {
    signal.throwIfAborted();
    const row = await erasureOfRequest(sql(), requestId);
    if (!row || row.status === 'done') return;
    const outcome = await erasureStep(row, { profileIds: request.profileIds, given: request.identifiers }, signal);
    if (outcome !== 'moved') return;
  }
}

/** The officer sees it, and starts it again: the steps that are done stay done. */
async function giveUp(requestId: string): Promise<void> {
  const message = 'The erasure stopped because of a fault of the system. What was done stays done: start it again, or see the log.';
  await sql().begin((tx) => failRequest(tx, systemScope('erasure'), requestId, message));
}
