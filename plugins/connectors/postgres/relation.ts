import type { Sql } from 'postgres';
import { ConnectionError } from '@/lib/safe-socket';
import type { Selection } from '@/plugins/kit/connector';
import { asRelation } from './statements';

/** `type` as a person reads it, with its length; `castType` as a text is cast to it without losing any. */
export type RelationColumn = { name: string; type: string; castType: string; nullable: boolean };
export type Relation = { text: string; isTable: boolean; columns: RelationColumn[]; primaryKey: string[] };

/** Finds the table or plans the query. Nothing is read. @throws ConnectionError `statement` when there is none such */
export async function findRelation(client: Sql, { stream, query }: Pick<Selection, 'stream' | 'query'>): Promise<Relation> {
  return query === null ? tableRelation(client, stream) : queryRelation(client, query);
}

async function tableRelation(client: Sql, stream: string): Promise<Relation> {
  const [found] = await client<{ oid: string | null; text: string | null }[]>`
    select to_regclass(${stream})::oid::text as oid, to_regclass(${stream})::text as text`;
  if (!found?.oid || !found.text) throw new ConnectionError('statement', false, `There is no table ${stream}, or the user may not see it.`);
  const columns = await client<(Omit<RelationColumn, 'nullable'> & { required: string })[]>`
    select attname as name, format_type(atttypid, atttypmod) as type, format_type(atttypid, -1) as "castType", attnotnull::text as required
    from pg_attribute where attrelid = ${found.oid}::text::oid and attnum > 0 and not attisdropped order by attnum`;
  const key = await client<{ name: string }[]>`
    select a.attname as name from (
      select indexrelid, indrelid, indkey from pg_index
      where indrelid = ${found.oid}::text::oid and indisunique and indisvalid and indpred is null and indexprs is null
        and not exists (select from pg_attribute n where n.attrelid = indrelid and n.attnum = any(indkey) and not n.attnotnull)
      order by indisprimary desc, indnatts, indexrelid limit 1) i
    cross join unnest(i.indkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place`;
  return {
    text: found.text,
    isTable: true,
    columns: columns.map(({ required, ...column }) => ({ ...column, nullable: required !== 'true' })),
    primaryKey: key.map(({ name }) => name),
  };
}

async function queryRelation(client: Sql, query: string): Promise<Relation> {
  const text = asRelation(query);
  const { columns } = await client.unsafe(`select * from ${text} as t limit 0`);
  const names = columns.map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw new ConnectionError('statement', false, 'Two columns of the query have the same name: name them apart with “as”.');
  const types = await client<{ type: string }[]>`
    select format_type(o.oid::oid, -1) as type from unnest(${`{${columns.map(({ type }) => String(type)).join(',')}}`}::text::text[]) with ordinality as o(oid, place) order by place`;
  return {
    text,
    isTable: false,
    columns: names.map((name, i) => ({ name, type: types[i]?.type ?? 'text', castType: types[i]?.type ?? 'text', nullable: true })),
    primaryKey: [],
  };
}
