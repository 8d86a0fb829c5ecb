import type { Sql } from 'postgres';
import type { Selection, SelectionFault, StreamDescription } from '@/plugins/kit/connector';
import { findRelation, type Relation } from './relation';
import { asText, isMarkType, quoted } from './statements';

const SAMPLE_ROWS = 20;

/** Tables and views that the user may read, largest first. */
export async function listTables(client: Sql): Promise<string[]> {
  const rows = await client<{ name: string }[]>`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') and not c.relispartition
    order by greatest(c.reltuples, 0) desc, 1 limit 1000`;
  return rows.map(({ name }) => name);
}

/** Columns, key, possible marks, sample and what is wrong with the chosen key and mark. */
export async function describeSelection(client: Sql, selection: Selection): Promise<StreamDescription> {
  const relation = await findRelation(client, selection);
  const { columns } = relation;
  const list = columns.map(({ name, castType }, i) => `${asText(name, castType)} as c${i}`).join(', ');
  const sample = await client.unsafe(`select ${list || 'null as c0'} from ${relation.text} as t limit ${SAMPLE_ROWS}`);
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    key: relation.primaryKey,
    marks: columns.filter(({ castType }) => isMarkType(castType)).map(({ name }) => name),
    sample: sample.map((row) => columns.map((_, i) => (row[`c${i}`] as string | null) ?? null)),
    faults: await faultsOf(client, relation, selection),
  };
}

async function faultsOf(client: Sql, relation: Relation, { key, mark }: Selection): Promise<SelectionFault[]> {
  const column = (name: string) => relation.columns.find((c) => c.name === name);
  const faults: SelectionFault[] = [];
  if (key.length === 0) faults.push('no_key');
  else if (key.some((name) => !column(name))) faults.push('key_missing');
  else faults.push(...(await keyFaults(client, relation, key)));
  const chosen = mark === null ? undefined : column(mark);
  if (mark !== null && !chosen) faults.push('mark_missing');
  if (chosen && !isMarkType(chosen.castType)) faults.push('mark_type');
  if (chosen?.nullable && (await exists(client, `select from ${relation.text} as t where t.${quoted(chosen.name)} is null`)))
    faults.push('mark_empty');
  return faults;
}

/** Keyset paging passes over rows that share a key, so a key that no unique index guarantees is counted once, here. */
async function keyFaults(client: Sql, relation: Relation, key: string[]): Promise<SelectionFault[]> {
  const names = key.map((name) => `t.${quoted(name)}`);
  const same = key.length === relation.primaryKey.length && key.every((name) => relation.primaryKey.includes(name));
  if (same) return [];
  if (await exists(client, `select from ${relation.text} as t where ${names.map((n) => `${n} is null`).join(' or ')}`))
    return ['key_empty'];
  const doubled = `select from ${relation.text} as t group by ${names.join(', ')} having count(*) > 1`;
  return (await exists(client, doubled)) ? ['key_not_unique'] : [];
}

async function exists(client: Sql, statement: string): Promise<boolean> {
  const [row] = await client.unsafe(`select exists (${statement})::text as found`);
  return row?.found === 'true';
}
