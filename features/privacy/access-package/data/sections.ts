import type { AnySql, TransactionSql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { plain } from '@/db/literals';
import { planSections, type SectionPlan } from '../core/plan-sections';
import type { PackageKind, Row, Section } from '../types';
import { textSections } from './text-sections';

const AT_ONCE = 1_000;

/** Ids that mean nothing outside, and the table whose names stand in their place or beside them. */
const NAMED: Readonly<Record<string, string>> = {
  segment_id: 'segments',
  destination_id: 'destinations',
  source_id: 'sources',
  campaign_id: 'campaigns',
};
const nameColumn = (column: string): string => column.replace(/_id$/, '');

/** When rows of a table happened: packages tell them in order. */
const MOMENTS = ['occurred_at', 'at', 'created_at', 'entered_at', 'recorded_at', 'first_seen_at', 'scored_on', 'joined_at'];

type Person = {
  profileIds: readonly string[];
  identifiers: readonly { type: string; value: string; display: string; shared: boolean }[];
  names: readonly string[];
};

/** Everything that a package hands out about a person, table by table, all as it was at one moment of the transaction. */
export async function sectionsOf(tx: TransactionSql, kind: PackageKind, person: Person): Promise<Section[]> {
  const names = await readNames(tx);
  const own = await Promise.all(planSections(dataMap, kind).map((plan) => sectionOf(tx, plan, person.profileIds, names)));
  return kind === 'access' ? [...own, ...(await textSections(tx, person))] : own;
}

type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

async function readNames(tx: AnySql): Promise<Names> {
  const found = new Map<string, Map<string, string>>();
  for (const [column, table] of Object.entries(NAMED)) {
    const rows = await tx<{ id: string; name: string }[]>`select id, name from ${tx(table)}`;
    found.set(column, new Map(rows.map((row) => [row.id, row.name])));
  }
  return found;
}

async function sectionOf(
  tx: TransactionSql,
  { table, path, columns }: SectionPlan,
  profileIds: readonly string[],
  names: Names,
): Promise<Section> {
  const shape = await tx<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`;
  const has = (column: string) => shape.some(({ name }) => name === column);
  // Where a row came from is told by name, although its id is an inner matter.
  const read = has('source_id') && !columns.includes('source_id') ? [...columns, 'source_id'] : columns;
  const named = read.filter((column) => column in NAMED);
  const order = MOMENTS.find(has);
  async function* rows(): AsyncGenerator<Row[]> {
    const list = tx.unsafe(read.map((column) => `"${column}"`).join(', '));
    const query = tx<Row[]>`
      select ${list} from ${tx(table)} where ${tx(path)} = any(${plain(profileIds)}::text::uuid[]) ${order ? tx`order by ${tx(order)}` : tx``}`;
    for await (const part of query.cursor(AT_ONCE)) yield part.map((row) => withNames({ ...row }));
  }
  const withNames = (row: Row): Row => {
    for (const column of named) {
      row[nameColumn(column)] = names.get(column)?.get(String(row[column])) ?? null;
      if (!columns.includes(column)) delete row[column];
    }
    return row;
  };
  return { table, columns: [...columns, ...named.map(nameColumn)], rows };
}
