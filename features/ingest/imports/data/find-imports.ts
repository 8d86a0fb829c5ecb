import { join } from 'node:path';
import type { AnySql } from '@/db/client';
import type { ImportCounts, ImportFormat } from '@/db/schema/imports';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { Mapping } from '../schema';
import type { CheckReport } from '../types';

export type ImportStatus = 'uploaded' | 'mapped' | 'checking' | 'checked' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export type Import = {
  id: string;
  sourceId: string | null;
  sourceName: string | null;
  fileName: string;
  file: string;
  bytes: number;
  sha256: string;
  format: ImportFormat;
  mapping: Mapping | null;
  status: ImportStatus;
  cursor: number;
  progress: number;
  counts: ImportCounts;
  report: CheckReport | null;
  error: string | null;
  createdBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

const columns = (sql: AnySql) => sql`
  i.id, i.source_id as "sourceId", s.name as "sourceName", i.file_name as "fileName", i.file, i.bytes::float8 as bytes, i.sha256, i.format,
  i.mapping, i.status, i.cursor::float8 as cursor, i.progress, i.counts, i.report, i.error, i.created_by as "createdBy",
  i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt"`;

/** Newest first, 50 a page; `before` is the creation time and id of the last row seen. */
export async function listImports(sql: AnySql, before?: { createdAt: Date; id: string }): Promise<Import[]> {
  return await sql<Import[]>`
    select ${columns(sql)} from imports i left join sources s on s.id = i.source_id
    where ${before ? sql`(i.created_at, i.id) < (${before.createdAt}, ${before.id})` : sql`true`}
    order by i.created_at desc, i.id desc limit 50`;
}

/** @throws AppError not_found. */
export async function getImport(sql: AnySql, id: string): Promise<Import> {
  const rows = isUuid(id)
    ? await sql<Import[]>`select ${columns(sql)} from imports i left join sources s on s.id = i.source_id where i.id = ${id}`
    : [];
  const [found] = rows;
  if (!found) throw new AppError('not_found', 'There is no such import.', { key: 'import.none' });
  return found;
}

/** Where an upload lies on disk. The name in the table is a plain file name made by Tessera, never the visitor's. */
export const importPath = (file: string): string => join(env().DATA_DIR, 'imports', file);

export type ImportReject = { line: number; code: string; reason: string; raw: string };

/** Refused rows by line; keyset by the last line seen. */
export async function listImportRejects(sql: AnySql, importId: string, afterLine = 0, limit = 100): Promise<ImportReject[]> {
  return await sql<ImportReject[]>`
    select line::float8 as line, code, reason, raw from import_rejects
    where import_id = ${importId} and line > ${afterLine} order by line limit ${limit}`;
}
