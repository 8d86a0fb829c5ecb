import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import { movingRows } from '../../mutations/moving-rows';
import { foldRestrictions } from './fold-restrictions';

/** Part of a merge, in its transaction, both profiles locked: what either side has on, the survivor has on. */
export async function mergeRestrictions(
  tx: TransactionSql,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
): Promise<void> {
  await moveRestrictions(tx, mergedId, survivorId, null);
  await foldRestrictions(tx, [survivorId]);
  await publishStanding(tx, [survivorId]);
}

/**
 * Part of a split, both profiles locked: each side has its own history back, after a chain of merges that of all `origins` as whom it was known. Who comes out of it as somebody new, of whom nothing of
 * their own is known, is held to what held for the whole: somebody looks and lifts it.
 */
export async function unmergeRestrictions(
  tx: TransactionSql,
  { survivorId, restoredId, origins }: { survivorId: string; restoredId: string; origins: readonly string[] },
): Promise<void> {
  const [known] = await tx`
    select 1 from records where profile_id in (${survivorId}, ${restoredId}) and birth_profile_id = ${restoredId}
    union all select 1 from restrictions where profile_id = ${survivorId} and origin_profile_id = any(${origins as string[]}::uuid[]) limit 1`;
  if (known) await moveRestrictions(tx, survivorId, restoredId, origins);
  else await copyRestrictions(tx, survivorId, restoredId);
  await foldRestrictions(tx, [survivorId, restoredId]);
  await publishStanding(tx, [survivorId, restoredId]);
}

async function moveRestrictions(tx: TransactionSql, from: string, to: string, only: readonly string[] | null): Promise<void> {
  const which = tx`profile_id = ${from} and (${only as string[] | null}::uuid[] is null or origin_profile_id = any(${only as string[] | null}::uuid[]))`;
  await movingRows(tx, async () => {
    await tx`
      insert into restrictions (profile_id, id, origin_profile_id, kind, active, at, reason, actor)
      select ${to}, id, origin_profile_id, kind, active, at, reason, actor from restrictions where ${which}
      on conflict (profile_id, id) do nothing`;
    await tx`delete from restrictions where ${which}`;
  });
}

async function copyRestrictions(tx: TransactionSql, from: string, to: string): Promise<void> {
  await tx`
    insert into restrictions (profile_id, origin_profile_id, kind, active, at, reason, actor)
    select ${to}, ${to}, k.kind, true, clock_timestamp(), 'Split from a profile of which this held', 'system:split'
    from profiles p cross join lateral (values ('restriction', p.restricted_at), ('objection', p.objected_at)) k (kind, since)
    where p.id = ${from} and k.since is not null`;
}

/** What other stages hold of them may have to go. */
async function publishStanding(tx: TransactionSql, profileIds: string[]): Promise<void> {
  await publish(tx, 'restrictions.changed', { profileIds, kind: 'restriction' });
}
