import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { allowedSet, placeholders } from '@/features/consent/core/allowed-set';
import type { ExportStatus, ExportView } from '../types';

export type ExportRow = {
  id: string;
  segmentId: string;
  purpose: string;
  channel: string;
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
};

/** @returns undefined when there is none. */
export async function readExportRow(tx: AnySql, id: string): Promise<ExportRow | undefined> {
  const [row] = await tx<ExportRow[]>`
    select id, segment_id as "segmentId", purpose, channel, traits, identifiers, personal_data as "personalData", status,
      total::float8 as total, written::float8 as written, withheld::float8 as withheld, reasons, cursor, bytes::float8 as bytes, error,
      created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt"
    from exports where id = ${id}`;
  return row;
}

export const toExportView = (row: ExportRow): ExportView => ({
  id: row.id,
  status: row.status,
  purpose: row.purpose,
  channel: row.channel,
  total: row.total,
  written: row.written,
  withheld: row.withheld,
  reasons: row.reasons,
  error: row.error,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
});

export type Eligibility = { total: number; eligible: number; reasons: Record<string, number> };

/** How many members of a segment may be used for this purpose on this channel now, and how many may not, by reason. */
export async function eligibility(tx: AnySql, ask: { segmentId: string; purpose: string; channel: string }): Promise<Eligibility> {
  const { place, values } = placeholders();
  const members = `select profile_id from memberships where segment_id = ${place(ask.segmentId)}::uuid`;
  const now = await databaseNow(tx);
  const allowed = allowedSet(place, { ...ask, now, within: members });
  const [p, c, at] = [place(ask.purpose), place(ask.channel), place(now.toISOString())];
  const rows = await tx.unsafe<{ reason: string; n: number }[]>(
    `with allowed as materialized (${allowed})
     select case when a.profile_id is not null then 'allowed'
       when not exists (select from purposes where key = ${p}::text) then 'unknown_purpose'
       when not exists (select from channels where key = ${c}::text) then 'unknown_channel'
       when exists (select from purposes where key = ${p}::text and archived) then 'archived_purpose'
       when exists (select from channels where key = ${c}::text and archived) then 'archived_channel'
       when s.state is null then 'no_consent'
       when s.state in ('denied', 'withdrawn') then s.state
       when s.state <> 'granted' then 'malformed'
       when s.since > ${at}::timestamptz then 'not_yet_valid' else 'expired' end as reason, count(*)::float8 as n
     from (${members}) m
     left join allowed a on a.profile_id = m.profile_id
     left join consent_states s on s.profile_id = m.profile_id and s.purpose = ${p}::text and s.channel = ${c}::text
     group by 1`,
    values as never[],
  );
  const counts = Object.fromEntries(rows.map((r) => [r.reason, r.n]));
  const { allowed: eligible = 0, ...reasons } = counts;
  return { total: rows.reduce((sum, r) => sum + r.n, 0), eligible, reasons };
}

/** What an export holds when nothing is chosen: every trait known, and the identifiers every company has. */
export async function defaultColumns(tx: AnySql): Promise<{ traits: string[]; identifiers: string[] }> {
  const rows = await tx<{ name: string }[]>`select name from trait_definitions order by name limit 500`;
  return { traits: rows.map((r) => r.name), identifiers: ['email', 'phone', 'user_id'] };
}
