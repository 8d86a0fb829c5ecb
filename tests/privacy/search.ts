import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type postgres from 'postgres';

export type Hit = { place: string; needle: string };

/** Every row of every table of every schema of ours and the job queue's, as `table` → lines of text. What a full dump holds. */
export async function* dumpRows(sql: postgres.Sql): AsyncGenerator<{ table: string; lines: string[] }> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`;
  for (const { name } of tables)
    for await (const rows of sql.unsafe<{ line: string }[]>(`select t::text as line from ${name} t`).cursor(1000))
      yield { table: name, lines: rows.map((row) => row.line) };
  const objects = await sql<{ line: string }[]>`select encode(data, 'escape') as line from pg_largeobject`.catch(() => []);
  if (objects.length > 0) yield { table: 'pg_largeobject', lines: objects.map((row) => row.line) };
}

/** Where in a full dump of the database any needle occurs. A composite row doubles quotes and backslashes: both spellings are looked for. */
export async function searchDump(sql: postgres.Sql, needles: readonly string[]): Promise<{ hits: Hit[]; rows: number; tables: number }> {
  const all = [...new Set(needles.flatMap((n) => [n, n.replaceAll('\\', '\\\\'), n.replaceAll('\\', '\\\\\\\\')]))];
  const hits: Hit[] = [];
  const tables = new Set<string>();
  let rows = 0;
  for await (const { table, lines } of dumpRows(sql)) {
    tables.add(table);
    rows += lines.length;
    const text = lines.join('\n');
    for (const needle of all) if (text.includes(needle)) hits.push({ place: table, needle });
  }
  return { hits, rows, tables: tables.size };
}

/** Where in the files below a folder any needle occurs, in their bytes, unpacked. */
export function searchFiles(
  dir: string,
  needles: readonly string[],
  skip: readonly string[] = [],
): { hits: Hit[]; files: number; bytes: number } {
  const result = { hits: [] as Hit[], files: 0, bytes: 0 };
  const visit = (path: string) => {
    if (skip.some((name) => path === join(dir, name)) || !existsSync(path)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (stat.isFile()) {
      const raw = readFileSync(path);
      const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
      result.files += 1;
      result.bytes += bytes.length;
      for (const needle of needles) if (bytes.includes(needle)) result.hits.push({ place: path.slice(dir.length + 1), needle });
    }
  };
  visit(dir);
  return result;
}
