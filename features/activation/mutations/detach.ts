import { sql, type TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { lockProfiles } from '@/features/profiles/lock';
import { newId } from '@/lib/ids';
import { plan } from './plan';

export const DETACH_JOB = 'activation.detach-sync';

type Sync = { destinationId: string; segmentId: string };

const CHUNK = 500;

/** Ends a sync: nothing new is planned, and everybody of whom the destination was told leaves it. The sync goes when all have left. */
export async function startDetaching(tx: TransactionSql, { destinationId, segmentId }: Sync): Promise<void> {
  await tx`update syncs set status = 'detaching', level_state = 'cancelled' where destination_id = ${destinationId} and segment_id = ${segmentId}`;
  await tx`
    update deliveries set status = 'cancelled', error_code = 'detached', finished_at = clock_timestamp()
    where destination_id = ${destinationId} and segment_id = ${segmentId} and status in ('pending', 'retry') and kind in ('enter', 'update')`;
  await enqueue(tx, DETACH_JOB, { destinationId, segmentId }, { key: `detach:${destinationId}:${segmentId}` });
}

/** Plans the leaves of the next people. @returns whether there may be more. */
export async function detachChunk({ destinationId, segmentId }: Sync): Promise<boolean> {
  return sql().begin(async (tx) => {
    const told = await tx<{ profileId: string }[]>`
      select m.profile_id as "profileId" from sync_members m
      where m.destination_id = ${destinationId} and m.segment_id = ${segmentId}
        and not exists (
          select from deliveries o
          where o.profile_id = m.profile_id and o.destination_id = m.destination_id and o.segment_id = m.segment_id
            and o.kind = 'leave' and o.created_at >= (select max(x.created_at) from deliveries x
              where x.profile_id = m.profile_id and x.destination_id = m.destination_id and x.segment_id = m.segment_id))
      limit ${CHUNK}`;
    await lockProfiles(
      tx,
      told.map((row) => row.profileId),
    );
    await plan(
      tx,
      told.map(({ profileId }) => ({ id: newId(), profileId, destinationId, segmentId, kind: 'leave' })),
    );
    return told.length === CHUNK;
  });
}

/** Removes a sync whose leaves are through, and a destination being deleted with its last sync. @returns false while some are under way. */
export async function finishDetaching({ destinationId, segmentId }: Sync): Promise<boolean> {
  return sql().begin(async (tx) => {
    const [open] = await tx`
      select 1 from deliveries where destination_id = ${destinationId} and segment_id = ${segmentId}
        and status in ('pending', 'retry', 'sending') limit 1`;
    if (open) return false;
    await tx`delete from syncs where destination_id = ${destinationId} and segment_id = ${segmentId} and status = 'detaching'`;
    await tx`delete from sync_members where destination_id = ${destinationId} and segment_id = ${segmentId}`;
    await finishDeleting(tx, destinationId);
    return true;
  });
}

/** A destination being deleted is gone when its last sync is: its settings, and the secrets in them, go too. The log stays. */
export async function finishDeleting(tx: TransactionSql, destinationId: string): Promise<void> {
  await tx`
    update destinations d set status = 'deleted', settings_encrypted = '', updated_at = now()
    where id = ${destinationId} and status = 'deleting' and not exists (select from syncs s where s.destination_id = d.id)`;
}
