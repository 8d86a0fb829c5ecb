import { rm } from 'node:fs/promises';
import type { Sql, TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { uploadKey } from '../constants';
import { requireUpload } from '../data/find-uploads';
import { listFile } from '../data/list-file';
import type { ListUpload, UploadCounts } from '../types';

type End = { status: 'done' | 'failed' | 'cancelled'; action: string; error?: ListUpload['error'] };

/** The whole file is done. */
export const endUpload = (db: Sql, id: string): Promise<boolean> =>
  settle(db, systemScope('lists'), id, { status: 'done', action: 'list.uploaded' });

/** Nothing more comes of it; who is on the list stays. */
export const failUpload = (db: Sql, id: string, error: Exclude<ListUpload['error'], 'again' | null>): Promise<boolean> =>
  settle(db, systemScope('lists'), id, { status: 'failed', action: 'list.upload_failed', error });

/** It is tried again: until it gets on, its list's page says so. */
export async function noteFault(db: Sql, id: string): Promise<void> {
  await db`update list_uploads set error = 'again' where id = ${id} and status in ('queued', 'running')`;
}

/** Fails the uploads that no job will go on with: the last attempt was cut short. @returns how many */
export async function failForsaken(db: Sql): Promise<number> {
  const forsaken = await db<{ id: string }[]>`
    select id from list_uploads u
    where status in ('queued', 'running') and not exists (
      select from graphile_worker.jobs j
      where j.key = ${uploadKey('')} || u.id and (j.locked_at is not null or j.attempts < j.max_attempts))`;
  for (const { id } of forsaken) await failUpload(db, id, 'fault');
  return forsaken.length;
}

/**
 * Stops an upload before its next slice; who is on the list stays.
 * @throws AppError not_found; conflict when it has ended
 */
export async function cancelUpload(db: Sql, scope: Scope, { listId, id }: { listId: string; id: string }): Promise<void> {
  await requireUpload(db, listId, id);
  if (!(await settle(db, scope, id, { status: 'cancelled', action: 'list.upload_cancelled' })))
    throw new AppError('conflict', 'This upload has ended.', { key: 'list.uploadEnded' });
}

async function settle(db: Sql, scope: Scope, id: string, end: End): Promise<boolean> {
  const settled = await db.begin((tx) => settleWithin(tx, scope, id, end));
  // A run that still reads it reads on, and stops at its next slice.
  await rm(listFile(id), { force: true });
  return settled;
}

/** @returns false for an upload that has ended: it stays as it ended */
async function settleWithin(tx: TransactionSql, scope: Scope, id: string, { status, action, error }: End): Promise<boolean> {
  const [ended] = await tx<(UploadCounts & { listId: string; by: string })[]>`
    update list_uploads set status = ${status}, error = ${error ?? null}, finished_at = now()
    where id = ${id} and status in ('queued', 'running')
    returning list_id as "listId", created_by as by, rows, matched, added, duplicates, not_found as "notFound", invalid`;
  if (!ended) return false;
  const { listId, ...counts } = ended;
  await tx`update lists set updated_at = now() where id = ${listId}`;
  const details = { upload: id, ...counts, ...(error ? { error } : {}) };
  await audit(tx, scope, { action, subjectType: 'list', subjectId: listId, details });
  return true;
}
