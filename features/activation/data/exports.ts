import type { AnySql } from '@/db/client';
import type { ExportFormat } from '../core/export-formats';
import type { ExportStatus, ExportView } from '../types';

export type ExportRow = {
  id: string;
  segmentId: string;
  purpose: string;
  channel: string;
  format: ExportFormat;
  traits: string[];
  identifiers: string[];
  personalData: 'full' | 'masked';
  status: ExportStatus;
  total: number;
  written: number;
  withheld: number;
  reasons: Record<string, number>;
  cursor: string | null;
  bytes: number;
  error: string | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  /** How many are in the segment now: what `total` is on its way to. */
  expected: number;
};

/** @returns undefined when there is none. */
export async function readExportRow(tx: AnySql, id: string): Promise<ExportRow | undefined> {
  const [row] = await tx<ExportRow[]>`
    select id, segment_id as "segmentId", purpose, channel, format, traits, identifiers, personal_data as "personalData", status,
      total::float8 as total, written::float8 as written, withheld::float8 as withheld, reasons, cursor, bytes::float8 as bytes, error,
      created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
      coalesce((select s.size from segments s where s.id = exports.segment_id), 0)::float8 as expected
    from exports where id = ${id}`;
  return row;
}

export const toExportView = (row: ExportRow): ExportView => ({
  id: row.id,
  status: row.status,
  purpose: row.purpose,
  channel: row.channel,
  format: row.format,
  expected: row.expected,
  total: row.total,
  written: row.written,
  withheld: row.withheld,
  reasons: row.reasons,
  error: row.error,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
});

/** What an export holds when nothing is chosen: every trait known, and the identifiers every company has. */
export async function defaultColumns(tx: AnySql): Promise<{ traits: string[]; identifiers: string[] }> {
  const rows = await tx<{ name: string }[]>`select name from trait_definitions order by name limit 500`;
  return { traits: rows.map((r) => r.name), identifiers: ['email', 'phone', 'user_id'] };
}
