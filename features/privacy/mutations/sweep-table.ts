import type { AnySql } from '@/db/client';
import type { Sweep } from '../core/retention';

/** Blocks of a table looked through in one transaction: some ten thousand rows. */
const BLOCKS = 256;

/**
 * Deletes the rows of a table that ended longer ago than they may stay. Walks the table once, by its blocks, each stretch a
 * transaction of its own, so that no index is needed, nothing is read twice and no lock lasts. The statement is made of names of the
 * catalogue and of constants only. @returns how many rows went
 */
export async function sweepTable(sql: AnySql, { table, end, age }: Sweep, signal: AbortSignal): Promise<number> {
  const leaves = await sql<{ name: string; blocks: number }[]>`
    with recursive tree as (
      select ${table}::regclass::oid as oid union all select h.inhrelid from pg_inherits h join tree on tree.oid = h.inhparent
    )
    select c.oid::regclass::text as name, (pg_relation_size(c.oid) / current_setting('block_size')::int)::float8 as blocks
    from tree join pg_class c on c.oid = tree.oid where c.relkind = 'r'`;
  let gone = 0;
  for (const { name, blocks } of leaves) {
    for (let from = 0; from < blocks; from += BLOCKS) {
      signal.throwIfAborted();
      const { count } = await sql.unsafe(
        `delete from only ${name} t where t.ctid >= '(${from},0)'::tid and t.ctid < '(${from + BLOCKS},0)'::tid
         and ${end} < now() - interval '${age}'`,
      );
      gone += count;
    }
  }
  return gone;
}
