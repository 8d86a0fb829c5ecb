import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import type { SegmentState } from '../types';

export const listSegmentsQuery = z.object({
  q: z.string().trim().max(200).default(''),
  /** Only those with this label; empty: all. */
  label: z.string().trim().max(40).default(''),
  status: z.enum(['active', 'archived']).default('active'),
  sort: z.enum(['name', 'size', 'updated']).default('name'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** So many labels are offered at most. */
const MOST_NAMED = 1_000;

export type ListSegments = z.infer<typeof listSegmentsQuery>;

/** A line of the list; `trend` is the size at the end of each of the last 30 days in which it changed, oldest first. */
export type SegmentLine = {
  id: string;
  name: string;
  description: string;
  labels: string[];
  status: 'active' | 'archived';
  state: SegmentState;
  error: string | null;
  size: number;
  updatedAt: string;
  trend: number[];
  /** How many segments, destinations and campaigns under way use it. */
  usedBy: number;
};

type Row = Omit<SegmentLine, 'updatedAt' | 'trend'> & { updated_at: Date; trend: string[] | null };

const keys = { name: 'text', size: 'bigint', updated: 'timestamptz' } as const;
const place = z.tuple([z.union([z.string().max(300), z.number()]), z.uuid()]);

/** Segments by name (ascending), size or time of the last change (both descending), with their sparkline. */
export async function listSegments(tx: AnySql, query: ListSegments): Promise<{ data: SegmentLine[]; nextCursor: string | null }> {
  const { q, label, status, sort, limit } = query;
  const after = query.cursor ? readCursor(place, query.cursor) : undefined;
  const key = { name: tx`lower(s.name)`, size: tx`s.size`, updated: tx`s.updated_at` }[sort];
  const ascending = sort === 'name';
  const beyond = after
    ? ascending
      ? tx`and (${key}, s.id) > (${String(after[0])}::${tx.unsafe(keys[sort])}, ${after[1]}::uuid)`
      : tx`and (${key}, s.id) < (${String(after[0])}::${tx.unsafe(keys[sort])}, ${after[1]}::uuid)`
    : tx``;
  const rows = await tx<(Row & { sort_key: string })[]>`
    select s.id, s.name, s.description, s.labels, s.status, s.state, s.error, s.size::float8 as size, s.updated_at, ${key}::text as sort_key,
           (select array_agg(t.size order by t.day) from (
              select distinct on (date_trunc('day', hour)) date_trunc('day', hour) as day, size
              from segment_sizes where segment_id = s.id and hour > now() - interval '30 days'
              order by date_trunc('day', hour), hour desc) t) as trend,
           ((select count(distinct d.segment_id) from segment_dependencies d join segments u on u.id = d.segment_id and u.status = 'active'
              where d.depends_on in ('segment:' || s.id, 'members:' || s.id) and d.segment_id <> s.id)
            + (select count(*) from syncs y where y.segment_id = s.id)
            + (select count(*) from campaigns c where c.segment_id = s.id and c.status not in ('done', 'cancelled', 'failed')))::int as "usedBy"
    from segments s
    where s.status = ${status} and (${q} = '' or position(lower(${q}) in lower(s.name)) > 0) and (${label} = '' or ${label} = any(s.labels)) ${beyond}
    order by ${ascending ? tx`${key}, s.id` : tx`${key} desc, s.id desc`}
    limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ updated_at, trend, sort_key: _, ...row }) => ({
      ...row,
      updatedAt: updated_at.toISOString(),
      trend: (trend ?? []).map(Number),
    })),
    nextCursor: rows.length > limit && last ? writeCursor([last.sort_key, last.id]) : null,
  };
}

/** Segments whose name holds the text, the best match first, for pickers and the palette. */
export async function findSegments(tx: AnySql, q: string, limit: number): Promise<{ id: string; label: string }[]> {
  return tx<{ id: string; label: string }[]>`
    select id, name as label from segments
    where status = 'active' and position(lower(${q}) in lower(name)) > 0
    order by position(lower(${q}) in lower(name)), length(name), name limit ${limit}`;
}

/** Labels of active segments, in order of their letters. */
export async function listLabels(tx: AnySql): Promise<string[]> {
  const rows = await tx<{ label: string }[]>`
    select distinct unnest(labels) as label from segments where status = 'active' order by 1 limit ${MOST_NAMED}`;
  return rows.map(({ label }) => label);
}
