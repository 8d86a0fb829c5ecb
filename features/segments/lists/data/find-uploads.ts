import type { AnySql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import type { ListUpload } from '../types';

type Row = Omit<ListUpload, 'createdAt' | 'finishedAt'> & { createdAt: Date; finishedAt: Date | null };

const viewOf = ({ createdAt, finishedAt, ...row }: Row): ListUpload => ({
  ...row,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const columns = (tx: AnySql) => tx`
  id, file_name as "fileName", read_as as "readAs", header, header_line > 0 as "isHeaded", status, error, created_by as by, created_at as "createdAt",
  finished_at as "finishedAt", rows, matched, added, duplicates, not_found as "notFound", invalid,
  case when status = 'done' then 1 else least(1, cursor::float8 / greatest(1, lines)) end as progress`;

/** The latest upload to a list, without what its file and column are called for a reader who may not upload; null before there was one. */
export async function lastUpload(tx: AnySql, scope: Scope, listId: string): Promise<ListUpload | null> {
  const [row] = await tx<Row[]>`
    select ${columns(tx)} from list_uploads where list_id = ${listId} order by created_at desc, id desc limit 1`;
  if (!row) return null;
  return scope.can('segments:write') ? viewOf(row) : { ...viewOf(row), fileName: null, header: null };
}

/** @throws AppError not_found */
export async function requireUpload(tx: AnySql, listId: string, id: string): Promise<ListUpload> {
  const [row] = await tx<Row[]>`select ${columns(tx)} from list_uploads where list_id = ${listId} and id = ${id}`;
  if (!row) throw noUpload();
  return viewOf(row);
}

export const noUpload = (): AppError => new AppError('not_found', 'There is no such upload.', { key: 'list.noUpload' });

export type UploadReject = { line: number; value: string; reason: 'not_found' | 'invalid' };

/** Values that brought nobody onto the list, by line; keyset by the last line seen. */
export async function uploadRejects(tx: AnySql, uploadId: string, afterLine: number, limit: number): Promise<UploadReject[]> {
  return tx<UploadReject[]>`
    select line, value, reason from list_upload_rejects where upload_id = ${uploadId} and line > ${afterLine} order by line limit ${limit}`;
}
