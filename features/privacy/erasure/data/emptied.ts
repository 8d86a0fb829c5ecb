import type { AnySql } from '@/db/client';

type Column = { name: string; nullable: boolean; fallback: string | null };

/** SQL that empties columns as their table allows (its default, null, or an empty text), and that asks whether any is not empty yet. */
export async function emptied(tx: AnySql, table: string, columns: readonly string[]) {
  const rows = await tx<Column[]>`
    select a.attname as name, not a.attnotnull as nullable, pg_get_expr(d.adbin, d.adrelid) as fallback
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${table}::regclass and a.attname = any(${[...columns]}::text[])`;
  const empty = ({ nullable, fallback }: Column) => fallback ?? (nullable ? 'null' : `''`);
  const set = rows.map((column) => `"${column.name}" = ${empty(column)}`).join(', ');
  const isFull = rows.map((column) => `t."${column.name}" is distinct from ${empty(column)}`).join(' or ');
  return { set: tx.unsafe(set), isFull: tx.unsafe(`(${isFull || 'false'})`) };
}
