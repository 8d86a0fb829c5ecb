import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { dataMap } from './data-map';
import { distribution } from './distribution';

let t: TestDb;
/** The columns of every table of the product as the database has them, partitions aside. */
const tables = new Map<string, string[]>();

beforeAll(async () => {
  t = await testDb();
  const rows = await t.sql<{ table: string; column: string }[]>`
    select c.relname as table, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped`;
  for (const { table, column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
});
afterAll(async () => t.close());

const sorted = (words: Iterable<string>) => [...words].sort();

describe('the data map', () => {
  it('has every table and column of the database, and no other', () => {
    expect(sorted(Object.keys(dataMap))).toEqual(sorted(tables.keys()));
    for (const [table, columns] of tables)
      expect([table, sorted(Object.keys(dataMap[table]?.columns ?? {}))]).toEqual([table, sorted(columns)]);
  });

  it('leads from every row of a person to the person', () => {
    for (const [table, { subject, path, columns }] of Object.entries(dataMap)) {
      if (subject === 'profile' || subject === 'staff') expect(Object.keys(columns), table).toContain(path);
      else expect(path, table).toBeNull();
    }
  });

  it('knows every column that leads to a profile', () => {
    const leading = [...tables].filter(([, columns]) => columns.includes('profile_id')).map(([table]) => table);
    expect(leading.filter((table) => dataMap[table]?.subject !== 'profile')).toEqual([]);
  });

  it('hands out no secret and erases what it says is personal', () => {
    for (const [table, { subject, columns }] of Object.entries(dataMap)) {
      for (const [name, column] of Object.entries(columns)) {
        const at = `${table}.${name}`;
        if (column.holds === 'secret') expect([at, column.export]).toEqual([at, false]);
        if (['identifier', 'contact', 'behaviour'].includes(column.holds))
          expect([at, column.erase !== 'keep' && subject !== 'nobody']).toEqual([at, true]);
      }
    }
  });
});

type Key = { table: string; kind: 'p' | 'u' | 'f'; name: string; columns: string[]; target: string | null };

const keys = () => t.sql<Key[]>`
  select c.relname as table, k.contype as kind, k.conname as name, f.relname as target,
    array(select a.attname::text from unnest(k.conkey) with ordinality as n(num, i) join pg_attribute a on a.attrelid = c.oid and a.attnum = n.num order by n.i) as columns
  from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class f on f.oid = k.confrelid
  where c.relnamespace = 'public'::regnamespace and not c.relispartition and k.contype in ('p', 'u', 'f')
  union all
  select c.relname, 'u', i.relname, null,
    array(select a.attname::text from unnest(x.indkey::int2[]) as n(num) join pg_attribute a on a.attrelid = c.oid and a.attnum = n.num)
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
  where c.relnamespace = 'public'::regnamespace and not c.relispartition and x.indisunique and not x.indisprimary
    and not exists (select 1 from pg_constraint k where k.conindid = i.oid)`;

describe('the distribution map', () => {
  it('has every table, and no other', () => {
    expect(sorted(Object.keys(distribution))).toEqual(sorted(tables.keys()));
  });

  it('distributes by a column that the table has and that is never null', async () => {
    for (const [table, place] of Object.entries(distribution)) {
      if (place.kind !== 'distributed') continue;
      const [column] = await t.sql`
        select attnotnull as solid from pg_attribute where attrelid = ${table}::regclass and attname = ${place.column} and attnum > 0`;
      expect([table, column?.solid]).toEqual([table, true]);
    }
  });

  it('finds the distribution column in every primary and unique key', async () => {
    const faults = (await keys()).filter(({ table, kind, columns }) => {
      const place = distribution[table];
      return kind !== 'f' && place?.kind === 'distributed' && !columns.includes(place.column);
    });
    expect(faults).toEqual([]);
  });

  it('lets foreign keys lead only within a group, with the column, or to a reference table', async () => {
    const faults = (await keys()).filter(({ table, kind, columns, target }) => {
      const [from, to] = [distribution[table], distribution[target ?? '']];
      if (kind !== 'f' || !from || to?.kind === 'reference' || (from.kind === 'local' && to?.kind === 'local')) return false;
      return !(from.kind === 'distributed' && to?.kind === 'distributed' && from.group === to.group && columns.includes(from.column));
    });
    expect(faults).toEqual([]);
  });
});
