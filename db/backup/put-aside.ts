import type { TransactionSql } from '../client';
import { fullName, quoted } from './catalogue';

type Aside = { schema: string; table: string; name: string; definition: string };

/**
 * Takes away what makes loading slow or asks for an order: references between tables, and indexes that no constraint needs.
 * @returns what puts them back, which checks all rows
 */
export async function putAside(tx: TransactionSql): Promise<() => Promise<void>> {
  const references = await tx<Aside[]>`
    select n.nspname as schema, c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname in ('public', 'graphile_worker')`;
  const indexes = await tx<Aside[]>`
    select n.nspname as schema, c.relname as table, i.relname as name, replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ') as definition
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and not i.relispartition and not x.indisprimary
      and not exists (select from pg_constraint k where k.conindid = i.oid)`;
  for (const { name, ...table } of references)
    await tx.unsafe(`alter table ${fullName({ schema: table.schema, name: table.table })} drop constraint ${quoted(name)}`);
  for (const index of indexes) await tx.unsafe(`drop index ${fullName(index)}`);
  return async () => {
    await tx`set local maintenance_work_mem = '256MB'`;
    for (const { definition } of indexes) await tx.unsafe(definition);
    for (const { schema, table, name, definition } of references)
      await tx.unsafe(`alter table ${fullName({ schema, name: table })} add constraint ${quoted(name)} ${definition}`);
  };
}
