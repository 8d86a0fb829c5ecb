import type { AnySql } from '@/db/client';
import { sameIdentifier } from '../core/same-identifier';
import type { GivenIdentifier } from '../types';

type Person = { profileIds: readonly string[]; identifiers: readonly { type: string; value: string }[]; except?: string };

/**
 * Takes an erased person out of every other request: the profiles from the match, and all that was written down about them. An open
 * request that is left with nobody is to be answered by “nothing is held”. For the erasure's handler, which knows the identifiers; to be
 * called before the aliases of merged profiles go.
 * @param person `identifiers` normalised, as stored; `except`: the erasure's own request, which `finishRequest` clears at the end
 * @returns how many requests were changed
 */
export async function forgetRequests(tx: AnySql, { profileIds, identifiers, except }: Person): Promise<number> {
  const aliases = await tx<
    { id: string }[]
  >`select old_id as id from profile_aliases where profile_id = any(${profileIds as string[]}::uuid[])`;
  const erased = [...new Set([...profileIds, ...aliases.map((alias) => alias.id)])];
  const rows = await tx<{ id: string; matched: boolean; identifiers: GivenIdentifier[]; contact: string | null }[]>`
    select id, profile_ids && ${erased}::uuid[] as matched, identifiers, contact from subject_requests
    where id is distinct from ${except ?? null}::uuid
      and (profile_ids && ${erased}::uuid[] or identifiers <> '[]'::jsonb or contact is not null)`;
  const about = rows.filter((row) => {
    const given = [...row.identifiers, ...(row.contact ? [{ type: 'email', value: row.contact }] : [])];
    return row.matched || given.some((one) => identifiers.some((own) => sameIdentifier(one, own)));
  });
  await clearRequests(
    tx,
    about.map((row) => row.id),
    erased,
  );
  return about.length;
}

/** Empties everything personal in these requests and their history. `erased`: which profiles leave the match; without it, all. */
export async function clearRequests(tx: AnySql, ids: readonly string[], erased?: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update subject_requests r set identifiers = '[]', name = null, contact = null, message = null, refusal_note = null,
      extension_reason = null, error = null, task = '{}', updated_at = clock_timestamp(), profile_ids = left_over.ids,
      nobody = r.nobody or (r.state in ('verified', 'approved') and left_over.ids = '{}'),
      state = case when r.state = 'approved' and left_over.ids = '{}' then 'verified' else r.state end
    from (
      select o.id as request_id, array(
        select p.id from unnest(o.profile_ids) p(id)
        where ${erased ? tx`not p.id = any(${erased as string[]}::uuid[])` : tx`false`}) as ids
      from subject_requests o where o.id = any(${ids as string[]}::uuid[])) left_over
    where r.id = left_over.request_id`;
  await tx`update subject_request_events set body = null where request_id = any(${ids as string[]}::uuid[]) and body is not null`;
}
