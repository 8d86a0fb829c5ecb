import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Sql, TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { createSource } from '@/features/sources/mutations';
import { AppError } from '@/lib/errors';
import { CHECK_JOB, RUN_JOB } from '../constants';
import { getImport, type Import, type ImportStatus, importPath } from '../data/find-imports';
import { readHeader } from '../data/read-rows';
import type { ImportFormatInput, Mapping } from '../schema';

/** Locks the import and refuses what its state does not allow. */
async function inState(tx: TransactionSql, id: string, allowed: ImportStatus[], what: string): Promise<Import> {
  await tx`select from imports where id = ${id} for update`;
  const found = await getImport(tx, id);
  if (!allowed.includes(found.status))
    throw new AppError('conflict', `This import is ${found.status}: it cannot be ${what} now.`, {
      key: 'import.state',
      values: { status: found.status, what },
    });
  return found;
}

const SETTLED: ImportStatus[] = ['uploaded', 'mapped', 'checked', 'failed', 'cancelled'];

/** Corrects the guessed format; a mapping made for other columns is dropped. */
export async function setFormat(sql: Sql, id: string, format: ImportFormatInput): Promise<void> {
  await sql.begin(async (tx) => {
    const found = await inState(tx, id, SETTLED, 'changed');
    if (found.cursor > 0)
      throw new AppError('conflict', 'Part of this file is imported: its format cannot change any more.', { key: 'import.formatFixed' });
    await tx`update imports set format = ${tx.json(format)}, mapping = null, report = null, status = 'uploaded' where id = ${id}`;
  });
}

type Plan = { mapping: Mapping; source: { id: string } | { newName: string } };

/** Stores where columns go and which source the rows come from, and starts the dry run. @returns nothing; follow the import's progress. */
export async function checkImport(sql: Sql, scope: Scope, id: string, plan: Plan): Promise<void> {
  const { format, file } = await getImport(sql, id);
  if (!existsSync(importPath(file))) throw fileGone();
  const header = await readHeader(importPath(file), format);
  if (plan.mapping.columns.length !== header.names.length) {
    throw new AppError('invalid_input', `The mapping has ${plan.mapping.columns.length} columns, the file has ${header.names.length}.`, {
      key: 'import.columns',
      values: { mapped: plan.mapping.columns.length, columns: header.names.length },
    });
  }
  await sql.begin(async (tx) => {
    const found = await inState(tx, id, SETTLED, 'checked');
    if (found.cursor > 0)
      throw new AppError('conflict', 'Part of this file is imported: its mapping cannot change any more. Resume it.', {
        key: 'import.mappingFixed',
      });
    const sourceId =
      'id' in plan.source
        ? await fileSource(tx, plan.source.id)
        : await createSource(tx, scope, { name: plan.source.newName, kind: 'file' }).then((s) => s.id);
    await tx`
      update imports set mapping = ${tx.json(plan.mapping as never)}, source_id = ${sourceId}, status = 'checking', progress = 0, report = null, error = null
      where id = ${id}`;
    await enqueue(tx, CHECK_JOB, { importId: id }, { key: `import:${id}`, queue: 'imports', maxAttempts: 5 });
  });
}

async function fileSource(tx: TransactionSql, id: string): Promise<string> {
  const [source] = await tx<{ id: string; status: string }[]>`select id, status from sources where id = ${id} and kind = 'file'`;
  if (source?.status !== 'enabled')
    throw new AppError('invalid_input', 'Choose an enabled file source, or make a new one.', { key: 'import.source' });
  return source.id;
}

/** Starts, or after a failure or a cancel resumes, the import in the background. */
export async function runImport(sql: Sql, scope: Scope, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    const found = await inState(tx, id, ['checked', 'failed', 'cancelled'], 'run');
    if (!found.mapping || !found.sourceId) throw new AppError('conflict', 'Map the columns first.', { key: 'import.mapFirst' });
    if (!existsSync(importPath(found.file))) throw fileGone();
    await tx`update imports set status = 'queued', error = null, started_at = coalesce(started_at, now()), finished_at = null where id = ${id}`;
    await enqueue(tx, RUN_JOB, { importId: id }, { key: `import:${id}`, queue: 'imports', maxAttempts: 10 });
    await audit(tx, scope, { action: found.cursor > 0 ? 'import.resumed' : 'import.started', subjectType: 'import', subjectId: id });
  });
}

const fileGone = () =>
  new AppError('conflict', 'The file of this import is gone: files are deleted 30 days after the end. Upload it again.', {
    key: 'import.fileGone',
  });

/** Asks the running step to stop after its current chunk. Rows handed over stay; the import can be resumed. */
export async function cancelImport(sql: Sql, scope: Scope, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    const found = await inState(tx, id, ['checking', 'queued', 'running'], 'cancelled');
    const next: ImportStatus = found.status === 'checking' ? 'mapped' : 'cancelled';
    await tx`update imports set status = ${next}, finished_at = ${next === 'cancelled' ? tx`now()` : null} where id = ${id}`;
    await audit(tx, scope, { action: 'import.cancelled', subjectType: 'import', subjectId: id });
  });
}

/** Forgets an import and deletes its file and rejects. The events it brought in stay. */
export async function deleteImport(sql: Sql, scope: Scope, id: string): Promise<void> {
  const file = await sql.begin(async (tx) => {
    const found = await inState(tx, id, [...SETTLED, 'done'], 'deleted');
    await tx`delete from imports where id = ${id}`;
    await audit(tx, scope, { action: 'import.deleted', subjectType: 'import', subjectId: id });
    return found.file;
  });
  await rm(importPath(file), { force: true });
}
