import type { TransactionSql } from '@/db/client';
import { movingRows } from '../../mutations/moving-rows';

/** Of a profile, or of some as whom it was known. */
export async function moveRestrictions(tx: TransactionSql, from: string, to: string, origins: readonly string[] | null): Promise<void> {
  const only = origins as string[] | null;
  const which = tx`profile_id = ${from} and (${only}::uuid[] is null or origin_profile_id = any(${only}::uuid[]))`;
  await movingRows(tx, async () => {
    await tx`
      insert into restrictions (profile_id, id, origin_profile_id, kind, active, at, reason, actor)
      select ${to}, id, origin_profile_id, kind, active, at, reason, actor from restrictions where ${which}
      on conflict (profile_id, id) do nothing`;
    await tx`delete from restrictions where ${which}`;
  });
}
