import type { Sql } from '@/db/client';
import { compileInto } from '../core/compile';
import { newStatement } from '../core/statement';
import { catalogueFor } from '../data/catalogue';
import type { RuleNode } from '../schema';

/**
 * Finds in one statement, without locks, whom a full evaluation has to look at: where the memberships differ from the rule
 * (`node` undefined: everybody who is in). Keeps them, sorted, in the temporary table `candidates` of this one connection.
 * @returns how many, and the moment of the snapshot.
 */
export async function findCandidates(one: Sql, segmentId: string, node: RuleNode | undefined, now: Date): Promise<number> {
  await one`drop table if exists candidates`;
  const statement = newStatement();
  const segment = `${statement.place(segmentId)}::uuid`;
  const members = `select profile_id from memberships where segment_id = ${segment}`;
  const differing = node
    ? differenceSql(compileInto(statement, node, { scope: { type: 'everyone' }, now, catalogue: await catalogueFor(one, node) }), members)
    : members;
  // CREATE TABLE AS takes no parameters: an insert into a table made before does.
  await one`create temporary table candidates (n bigserial primary key, profile_id uuid not null)`;
  const result = await one.unsafe(
    `insert into candidates (profile_id) select profile_id from (${differing}) c order by profile_id`,
    statement.values as never[],
  );
  return result.count;
}

/** Those in exactly one of the two sets. */
const differenceSql = (wanted: string, members: string): string =>
  `select coalesce(w.profile_id, m.profile_id) as profile_id from (${wanted}) w full join (${members}) m on m.profile_id = w.profile_id
   where w.profile_id is null or m.profile_id is null`;

/** The candidates `from < n <= to`, in id order. */
export async function candidateIds(one: Sql, from: number, to: number): Promise<string[]> {
  const rows = await one<{ profile_id: string }[]>`select profile_id from candidates where n > ${from} and n <= ${to} order by n`;
  return rows.map((row) => row.profile_id);
}
