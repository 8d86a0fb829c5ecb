import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { CHUNK_ROWS } from '../constants';
import type { PersonTable } from '../core/plan-tables';
import { deleteRows } from './delete-rows';

type Person = { ids: readonly string[]; keepDeliveries: readonly string[] };

/**
 * Deletes the next rows of a person in every table of theirs, at most 10,000 a table. The profile itself goes with the last of them: until then
 * it is empty and restricted, so that nobody sees or uses it while its events go.
 * @returns rows by table, and whether there are more
 */
export async function deleteChunk(
  tx: TransactionSql,
  tables: readonly PersonTable[],
  person: Person,
): Promise<{ counts: Record<string, number>; more: boolean }> {
  const counts: Record<string, number> = {};
  let more = false;
  for (const table of tables.filter(({ path }) => path !== 'id')) {
    const n = await deleteRows(tx, table, person, CHUNK_ROWS);
    counts[table.table] = n;
    if (n >= CHUNK_ROWS) more = true;
  }
  if (more) {
    await tx`
      update profiles set name = null, traits = '{}', derived = '{}', provenance = '{}', restricted_at = coalesce(restricted_at, clock_timestamp())
      where id = any(${plain(person.ids)}::text::uuid[])`;
    return { counts, more };
  }
  for (const table of tables.filter(({ path }) => path === 'id')) counts[table.table] = await deleteRows(tx, table, person, CHUNK_ROWS);
  return { counts, more };
}
