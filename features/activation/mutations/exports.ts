import { sql, type TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import { addAccesses } from '@/features/access/mutations/note-access';
import type { Scope } from '@/features/access/types';
import { channelByKey, purposeByKey } from '@/features/consent/data/purposes';
import { requireWhole } from '@/features/segments/data/require-whole';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { EXPORT_LIFETIME_MS } from '../constants';
import { headOf } from '../core/export-formats';
import { exportChunks } from '../data/export-chunks';
import { headerLine, openExport, removeExport } from '../data/export-file';
import { type ExportRow, readExportRow } from '../data/exports';
import type { ExportAsk } from '../schema';

export const EXPORT_JOB = 'activation.run-export';

/**
 * Writes the request down, audited, and starts the job.
 * @throws AppError for an unknown segment, purpose or channel; conflict while the segment is not whole
 */
export async function requestExport(scope: Scope, input: ExportAsk): Promise<{ id: string }> {
  const { personalData, actor } = scope;
  if (personalData === 'none') throw new AppError('forbidden', 'Your role does not see personal data.', { key: 'profile.noPersonalData' });
  return sql().begin(async (tx) => {
    await requireExportable(tx, input);
    await requireWhole(tx, input.segmentId);
    const id = newId();
    await tx`
      insert into exports (id, segment_id, purpose, channel, format, traits, identifiers, personal_data, created_by)
      values (${id}, ${input.segmentId}, ${input.purpose}, ${input.channel}, ${input.format ?? 'csv'}, ${input.traits}, ${input.identifiers}, ${personalData},
              ${'name' in actor ? actor.name : actor.type})`;
    await auditExport(tx, scope, 'segment.export_requested', id, input);
    await enqueue(tx, EXPORT_JOB, { exportId: id }, { key: `export:${id}` });
    return { id };
  });
}

/** @throws AppError not_found or invalid_input */
export async function requireExportable(
  tx: TransactionSql,
  { segmentId, purpose, channel }: Pick<ExportAsk, 'segmentId' | 'purpose' | 'channel'>,
): Promise<void> {
  const [segment] = await tx`select 1 from segments where id = ${segmentId}`;
  if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  const [p, c] = [await purposeByKey(tx, purpose), await channelByKey(tx, channel)];
  if (!p || p.archived)
    throw new AppError('invalid_input', `There is no purpose "${purpose}" in use.`, { key: 'export.purpose', values: { purpose } });
  if (!c || c.archived)
    throw new AppError('invalid_input', `There is no channel "${channel}" in use.`, { key: 'export.channel', values: { channel } });
}

/** What goes into the audit log about an export. */
export async function auditExport(tx: TransactionSql, scope: Scope, action: string, exportId: string, input: ExportAsk): Promise<number> {
  const { purpose, channel, traits, identifiers, format = 'csv' } = input;
  return audit(tx, scope, {
    action,
    subjectType: 'segment',
    subjectId: input.segmentId,
    details: { exportId, purpose, channel, format, traits, identifiers },
  });
}

/** Stops an export that is not finished. Its files go with the next part, or at once when none is under way. */
export async function cancelExport(id: string): Promise<void> {
  await sql()`update exports set status = 'cancelled', finished_at = now() where id = ${id} and status in ('queued', 'running')`;
  await removeExport(id);
}

/**
 * Runs an export, or goes on with one that was interrupted: the file is cut back to the last part that was committed, so that a killed
 * worker neither doubles nor loses a line. @returns false when it was stopped by `signal` and wants to be run again.
 */
export async function runExport(id: string, signal: AbortSignal): Promise<boolean> {
  const [claimed] = await sql()`update exports set status = 'running' where id = ${id} and status in ('queued', 'running') returning id`;
  const row = claimed && (await readExportRow(sql(), id));
  if (!row) return true;
  const file = await openExport(id, row);
  const state = { bytes: row.bytes, total: row.total, written: row.written, withheld: row.withheld, reasons: { ...row.reasons } };
  try {
    const line = await requestedBy(id, row.segmentId);
    if (state.bytes === 0) state.bytes = await file.append(headerLine(headOf(row, row.format)));
    for await (const chunk of exportChunks(row, row.cursor)) {
      state.bytes += await file.append(chunk.rows);
      await addAccesses(
        sql(),
        line,
        chunk.rows.map((written) => written.id),
      );
      const left = Object.values(chunk.reasons).reduce((sum, n) => sum + n, 0);
      state.total += chunk.rows.length + left;
      state.written += chunk.rows.length;
      state.withheld += left;
      for (const [reason, n] of Object.entries(chunk.reasons)) state.reasons[reason] = (state.reasons[reason] ?? 0) + n;
      if (!(await saveProgress(id, state, chunk.cursor))) return await abandon(id);
      if (signal.aborted) return false;
    }
  } finally {
    await file.close();
  }
  const [done] = await sql()`
    update exports set status = 'done', bytes = ${state.bytes}, finished_at = now(),
      expires_at = now() + make_interval(secs => ${EXPORT_LIFETIME_MS / 1000})
    where id = ${id} and status = 'running' returning id`;
  return done ? true : abandon(id);
}

/** The line of the audit log that says who asked for the export: who is in the file is tied to it. */
async function requestedBy(id: string, segmentId: string): Promise<number> {
  const [line] = await sql()<{ id: number }[]>`
    select id::float8 as id from audit_log where subject_type = 'segment' and subject_id = ${segmentId}
      and action = 'segment.export_requested' and details ->> 'exportId' = ${id} order by 1 limit 1`;
  if (!line) throw new Error(`Nothing in the audit log says who asked for the export ${id}`);
  return line.id;
}

type Progress = Pick<ExportRow, 'bytes' | 'total' | 'written' | 'withheld' | 'reasons'>;

async function saveProgress(id: string, state: Progress, cursor: string): Promise<boolean> {
  const { count } = await sql()`
    update exports set bytes = ${state.bytes}, total = ${state.total}, written = ${state.written}, withheld = ${state.withheld},
      reasons = ${sql().json(state.reasons)}, cursor = ${cursor} where id = ${id} and status = 'running'`;
  return count === 1;
}

async function abandon(id: string): Promise<true> {
  await removeExport(id);
  return true;
}

/** After its last attempt. */
export async function failExport(id: string, message: string): Promise<void> {
  await sql()`update exports set status = 'failed', error = ${message}, finished_at = now() where id = ${id} and status = 'running'`;
  await removeExport(id);
}

/** Removes the files of exports whose time is up. */
export async function expireExports(): Promise<void> {
  const rows = await sql()<{ id: string }[]>`select id from exports where status = 'done' and expires_at <= now()`;
  for (const { id } of rows) {
    await removeExport(id);
    await sql()`update exports set status = 'expired', file = null where id = ${id}`;
  }
}
