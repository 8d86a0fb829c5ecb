import { AppError } from '@/lib/errors';
import type { AnySql, Sql } from '../client';

/**
 * While a back-up is being loaded, a schema of this name stands in the database. It goes in the transaction of the load, so that a
 * database in which it still stands is not whole, and must not be served.
 */
const MARKER = 'tessera_restore';

/** What stands in a database: nothing, a load that was not finished, or something. */
export async function stateOf(sql: AnySql): Promise<'empty' | 'unfinished' | 'used'> {
  const [row] = await sql<{ marked: boolean; used: boolean }[]>`
    select exists (select from pg_namespace where nspname = ${MARKER}) as marked,
      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_(temp|toast_temp)'
          and c.relkind in ('r', 'p') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')) as used`;
  return row?.marked ? 'unfinished' : row?.used ? 'used' : 'empty';
}

/** Clears away what an unfinished load left, and marks the database. @throws AppError conflict when something else stands in it */
export async function beginLoad(sql: Sql): Promise<void> {
  const state = await stateOf(sql);
  if (state === 'used')
    throw new AppError(
      'conflict',
      'The database is not empty: restore goes into an empty one only. Give a DATA_DIR without a database folder, or a new database by DATABASE_URL.',
    );
  if (state === 'unfinished') {
    for (const schema of ['graphile_worker', 'drizzle', 'public', MARKER]) await sql.unsafe(`drop schema if exists ${schema} cascade`);
    await sql.unsafe('create schema public');
  }
  await sql.unsafe(`create schema ${MARKER}`);
}

/** To be called in the transaction that makes the database whole. */
export const endLoad = (tx: AnySql) => tx.unsafe(`drop schema ${MARKER}`);
