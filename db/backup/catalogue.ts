import type { AnySql } from '../client';
import { leftOut } from './left-out';
import type { MigrationMark, PartitionShape, SequenceState, TableShape } from './types';

/** Everything of ours lies in these two schemas. */
const SCHEMAS = ['public', 'graphile_worker'];

/** The tables that a back-up holds, the inbox first: it is held by a lock until it is read. */
export async function listTables(sql: AnySql): Promise<TableShape[]> {
  const rows = await sql<{ schema: string; name: string; columns: string[]; partitions: PartitionShape[] | null }[]>`
    select n.nspname as schema, c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select jsonb_agg(jsonb_build_object('name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid),
          'options', coalesce(to_jsonb(p.reloptions), '[]'::jsonb)) order by p.relname)
        from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid) as partitions
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${SCHEMAS}) and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname <> 'inbox', 1 desc, 2`;
  return rows.filter(({ schema, name }) => !(`${schema}.${name}` in leftOut)).map((row) => ({ ...row, partitions: row.partitions ?? [] }));
}

/** What is read of a table: all of it, but of the inbox only what no lane has worked through yet, since the rest is waiting to be dropped. */
export function selectOf(table: TableShape): string {
  const rows = `select ${table.columns.map(quoted).join(', ')} from ${fullName(table)} t`;
  return table.name === 'inbox' ? `${rows} where t.seq > (select l.cursor from public.inbox_lanes l where l.lane = t.lane)` : rows;
}

/** How far every sequence is. Sequences are not part of a snapshot: what is read later is never behind. */
export async function listSequences(sql: AnySql): Promise<SequenceState[]> {
  return sql<SequenceState[]>`
    select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences
    where schemaname = any(${SCHEMAS}) and last_value is not null order by 1, 2`;
}

/** The migrations that the database has gone through, oldest first. */
export async function listMigrations(sql: AnySql): Promise<MigrationMark[]> {
  return sql<MigrationMark[]>`select created_at::float8 as "when", hash from drizzle.__drizzle_migrations order by created_at, id`;
}

/** Bytes on disk, indexes apart, for a progress in per cent. */
export async function sizeOf(sql: AnySql, { schema, name }: { schema: string; name: string }): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(pg_table_size(relid)), 0)::float8 as bytes from pg_partition_tree(${`"${schema}"."${name}"`}::regclass)`;
  return row?.bytes ?? 0;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const fullName = ({ schema, name }: { schema: string; name: string }): string => `${quoted(schema)}.${quoted(name)}`;
