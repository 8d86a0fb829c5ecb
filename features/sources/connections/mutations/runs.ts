import type { TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { connectorOf } from '@/plugins/connectors/registry';
import { RUN_JOB } from '../constants';
import { readRun } from '../data/runs';
import type { Connection, Run } from '../types';
import { lockConnection } from './settings';

const busy = () => new AppError('conflict', 'This source is being read already.', { key: 'connector.busy' });

function requireReadable({ enabled, hasSettings, mapping, kind }: Connection): void {
  if (connectorOf(kind)?.variant === 'webhook')
    throw new AppError('conflict', 'This source is called by others.', { key: 'connector.noSchedule' });
  if (!enabled) throw new AppError('conflict', 'This source is disabled.', { key: 'connector.disabled' });
  if (!hasSettings) throw new AppError('conflict', 'Save the settings of this source first.', { key: 'connector.settings' });
  if (!mapping) throw new AppError('conflict', 'Map its columns first.', { key: 'connector.unmapped' });
}

const name = (scope: Scope) => ('name' in scope.actor ? scope.actor.name : scope.actor.type);

/**
 * Starts a reading in the background. `all`: from the beginning, whatever was read before; rows that did not change are passed over.
 * @throws AppError conflict while another one runs, or before the source is set up
 */
export async function startRun(
  tx: TransactionSql,
  scope: Scope,
  sourceId: string,
  { all, trigger }: { all: boolean; trigger: Run['trigger'] },
): Promise<{ runId: string }> {
  const connection = await lockConnection(tx, sourceId);
  requireReadable(connection);
  const mode = all ? 'full' : connection.mode;
  const runId = newId();
  const started = await tx`
    insert into source_runs (id, source_id, mode, trigger, cursor, created_by)
    values (${runId}, ${sourceId}, ${mode}, ${trigger}, ${mode === 'incremental' && connection.cursor ? tx.json(connection.cursor as never) : null}, ${name(scope)})
    on conflict (source_id) where status in ('queued', 'running') do nothing returning 1`;
  if (started.length === 0) throw busy();
  await push(tx, sourceId, runId);
  await audit(tx, scope, { action: 'source.run_started', subjectType: 'source', subjectId: sourceId, details: { runId, mode } });
  return { runId };
}

/** Goes on with a run that failed or was cancelled, behind the last row it handed over. Only the newest run of a source can. */
export async function resumeRun(tx: TransactionSql, scope: Scope, runId: string): Promise<void> {
  const { sourceId } = await readRun(tx, runId);
  requireReadable(await lockConnection(tx, sourceId));
  const [newest] = await tx<{ id: string; status: string; createdAt: Date }[]>`
    select id, status from source_runs where source_id = ${sourceId} order by created_at desc, id desc limit 1`;
  if (newest?.id !== runId || (newest.status !== 'failed' && newest.status !== 'cancelled'))
    throw new AppError('conflict', 'Only the last run can go on, when it failed or was cancelled.', { key: 'connector.notResumable' });
  await tx`update source_runs set status = 'queued', fault = null, finished_at = null where id = ${runId}`;
  await push(tx, sourceId, runId);
  await audit(tx, scope, { action: 'source.run_resumed', subjectType: 'source', subjectId: sourceId, details: { runId } });
}

/** Asks a run to stop after its current rows. What was handed over stays; the run can be resumed. */
export async function cancelRun(tx: TransactionSql, scope: Scope, runId: string): Promise<void> {
  const { sourceId } = await readRun(tx, runId);
  const stopped = await tx`
    update source_runs set status = 'cancelled', finished_at = now() where id = ${runId} and status in ('queued', 'running') returning 1`;
  if (stopped.length === 0) throw new AppError('conflict', 'This run has ended already.', { key: 'connector.ended' });
  await audit(tx, scope, { action: 'source.run_cancelled', subjectType: 'source', subjectId: sourceId, details: { runId } });
}

const push = (tx: TransactionSql, sourceId: string, runId: string) =>
  enqueue(tx, RUN_JOB, { runId }, { key: `source-run:${runId}`, queue: `source:${sourceId}`, maxAttempts: 8 });
