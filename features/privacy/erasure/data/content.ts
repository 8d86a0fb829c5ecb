import type { Sql } from '@/db/client';
import type { ContentTable } from '../core/plan-tables';
import type { Finder } from '../core/spellings';
import { typedText, typedTexts } from '../core/typed-text';
import { emptied } from './emptied';

export type Column = { name: string; type: string; isKey: boolean };
/** A row in which the person occurs: its key, and the columns that hold them, as text (arrays as JSON). */
export type ContentHit = { key: Record<string, string>; texts: Record<string, string> };

const TEXTUAL = new Set(['text', 'varchar', 'bpchar', 'json', 'jsonb', '_text', '_varchar']);
const AT_ONCE = 500;

/** The columns of a table that a search reads: its key, and what holds text. */
export async function columnsOf(sql: Sql, table: string): Promise<Column[]> {
  return sql<Column[]>`
    select a.attname as name, t.typname as type, coalesce(a.attnum = any(i.indkey), false) as "isKey"
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
    where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;
}

/** What is looked through: text that is not part of the key. */
export const searched = (columns: readonly Column[], { search }: Pick<ContentTable, 'search'>): Column[] =>
  columns.filter(({ name, type, isKey }) => !isKey && TEXTUAL.has(type) && search.includes(name));

const asText = ({ name, type }: Column): string => (type.startsWith('_') ? `to_json("${name}")::text` : `"${name}"::text`);

/**
 * The rows of a table in which the finder finds somebody, or that hold one of these ids, a part at a time. Reads the whole table: every
 * spelling is looked for, so no index could help.
 */
export async function* findContent(
  sql: Sql,
  table: ContentTable,
  { finder, ids }: { finder: Finder; ids: ReadonlySet<string> },
): AsyncGenerator<ContentHit[]> {
  const columns = await columnsOf(sql, table.table);
  const read = searched(columns, table);
  const key = columns.filter((column) => column.isKey);
  if (read.length === 0 || key.length === 0) return;
  // What names the row's subject may be a key of its own or a plain column: for emptying, an id is as good as a name.
  const byId = table.action === 'clear' ? [...ids] : [];
  const types = read.flatMap(({ name }) => {
    const type = typedTexts[`${table.table}.${name}`];
    return type === undefined ? [] : [`${type} as "type ${name}"`];
  });
  const list = [
    ...key.map((c) => `"${c.name}"::text as "key ${c.name}"`),
    ...read.map((c) => `${asText(c)} as "text ${c.name}"`),
    ...types,
  ].join(', ');
  const { isFull } = await emptied(sql, table.table, table.clear);
  const rest = sql`${sql.unsafe(list)} from ${sql(table.table)} t where ${table.action === 'clear' ? isFull : sql`true`}`;
  for await (const rows of sql<Record<string, string | null>[]>`select ${rest}`.cursor(AT_ONCE)) {
    const hits = rows.flatMap((row) => {
      const texts: Record<string, string> = {};
      let about = false;
      for (const { name } of read) {
        const text = row[`text ${name}`];
        if (text === null || text === undefined) continue;
        const type = row[`type ${name}`] ?? undefined;
        if (finder.finds(type === undefined ? text : typedText(type, text))) texts[name] = text;
        about ||= byId.some((id) => text.includes(id));
      }
      if (Object.keys(texts).length === 0 && !about) return [];
      return [{ key: Object.fromEntries(key.map((c) => [c.name, row[`key ${c.name}`] ?? ''])), texts }];
    });
    if (hits.length > 0) yield hits;
  }
}
