import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import type { DataMap } from '@/db/data-map/types';

type Column = { name: string; type: string; generated: boolean };

/** The text that stands in a planted column. */
export const planted = (table: string, column: string): string => `planted-7f3a-${table}-${column}`;

/**
 * Puts a row about this person into every table of people that has none, each of its texts telling where it stands. A table that comes later is
 * planted, exported and erased by this without anybody thinking of it. @returns the tables that were planted
 */
export async function plantRows(sql: postgres.Sql, map: DataMap, profileId: string): Promise<string[]> {
  const done: string[] = [];
  for (const [table, { subject, path, columns }] of Object.entries(map)) {
    if (subject !== 'profile' || path === null) continue;
    const [known] = await sql`select 1 from ${sql(table)} where ${sql(path)} = ${profileId} limit 1`;
    if (known) continue;
    const shape = await sql<Column[]>`
      select a.attname as name, t.typname as type, a.attgenerated <> '' or a.attidentity <> '' as generated
      from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped`;
    const values: Record<string, unknown> = {};
    for (const { name, type, generated } of shape) {
      if (generated || columns[name] === undefined) continue;
      if (name === path) values[name] = profileId;
      else if (type === 'uuid') values[name] = randomUUID();
      else if (type === 'text') values[name] = planted(table, name);
      else if (type === 'jsonb') values[name] = sql.json({ [planted(table, name)]: 1 });
      else if (type === 'timestamptz') values[name] = new Date();
      else if (type === 'date') values[name] = '2026-01-15';
      else if (type === 'bool') values[name] = true;
      else if (type === '_uuid') values[name] = [randomUUID()];
      else if (type === '_text') values[name] = [planted(table, name)];
      else values[name] = 7;
    }
    await sql`insert into ${sql(table)} ${sql(values)}`;
    done.push(table);
  }
  return done;
}
