import type { TransactionSql } from '@/db/client';
import { ERASED } from '../constants';
import { redactJson, withoutIds } from '../core/redact';
import { finderOf } from '../core/spellings';
import type { Cluster } from '../types';

/** What waits as an encrypted message or is the erasure itself is no business of this. */
const OWN = ['privacy.erase'];

type Waiting = { id: string; payload: string; error: string | null; locked: boolean };

/**
 * Takes the person out of the payloads of waiting jobs: ids leave lists, a job about nobody else goes, identifiers and quoted errors are
 * replaced. A job that runs at this moment asks the database for people who are no longer there.
 * @returns how many jobs changed
 */
export async function forgetQueue(tx: TransactionSql, cluster: Cluster): Promise<number> {
  const finder = finderOf(cluster);
  const ids = new Set(cluster.profileIds);
  const rows = await tx<Waiting[]>`
    select j.id::text as id, j.payload::text as payload, j.last_error as error, j.locked_at is not null as locked
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier <> all(${OWN}) for update of j skip locked`;
  let changed = 0;
  for (const { id, payload, error, locked } of rows) {
    const named = finder.finds(payload) || cluster.profileIds.some((one) => payload.includes(one));
    const quoted = error !== null && (finder.finds(error) || cluster.profileIds.some((one) => error.includes(one)));
    if (!named && !quoted) continue;
    changed += 1;
    const rest = named ? withoutIds(redactJson(JSON.parse(payload), finder, ERASED), ids) : JSON.parse(payload);
    if (rest === undefined && !locked) await tx`delete from graphile_worker._private_jobs where id = ${id}`;
    else
      await tx`
      update graphile_worker._private_jobs set payload = ${JSON.stringify(rest ?? {})}::text::json, last_error = ${quoted ? ERASED : error} where id = ${id}`;
  }
  return changed;
}
