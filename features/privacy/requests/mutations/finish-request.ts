import type { TransactionSql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import type { Outcome } from '../types';
import { clearRequests } from './forget-requests';
import { notifySubject } from './notify-subject';
import { record } from './record';
import { allowStep } from './take-step';

/**
 * The end of a run, called by the handler in the transaction of its last work. Tells the subject when there is an address; of an erasure,
 * everything personal in the request itself goes here, the address too (the message that is under way keeps it encrypted until sent).
 * @throws AppError conflict when the request is not running
 */
export async function finishRequest(tx: TransactionSql, scope: Scope, requestId: string, outcome: Outcome): Promise<void> {
  const { request, to, now } = await allowStep(tx, scope, requestId, 'finish');
  await tx`
    update subject_requests set state = ${to}, finished_at = ${now}, updated_at = ${now}, error = null, outcome = ${tx.json(outcome as never)}
    where id = ${requestId}`;
  await record(tx, scope, requestId, { kind: 'done', details: { result: outcome.result } });
  await notifySubject(tx, request, 'done');
  if (request.type === 'erasure') await clearRequests(tx, [requestId]);
}

/**
 * A run that cannot go on: back to where it can be started again. `error`: why, in words for the officer, without personal data.
 * @throws AppError conflict when the request is not running
 */
export async function failRequest(tx: TransactionSql, scope: Scope, requestId: string, error: string): Promise<void> {
  const { to, now } = await allowStep(tx, scope, requestId, 'fail');
  await tx`
    update subject_requests set state = ${to}, started_at = null, updated_at = ${now}, error = ${error.slice(0, 1000)} where id = ${requestId}`;
  await record(tx, scope, requestId, { kind: 'failed' });
}
