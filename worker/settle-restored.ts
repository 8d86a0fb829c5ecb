import type { BeginItem } from '@/db/backup/types';
import type { Sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { cliScope } from '@/features/access/core/scope';

/**
 * What must not simply go on from an older moment: campaigns wait until somebody resumes them, since people may have been written to
 * since; so do destinations, since who withdrew, objected or was restricted after the back-up is not known to it; files that are not in a
 * back-up are known to be gone.
 * @returns how many campaigns and destinations were paused
 */
export async function settleRestored(sql: Sql, begin: BeginItem): Promise<{ campaigns: number; destinations: number }> {
  return sql.begin(async (tx) => {
    const paused = await tx`
      update campaigns set paused_from = status, status = 'paused', updated_at = now()
      where status in ('scheduled', 'preparing', 'sending') returning 1`;
    const held = await tx`update destinations set status = 'paused', updated_at = now() where status = 'enabled' returning 1`;
    await tx`update exports set status = 'expired' where status = 'done'`;
    await tx`update access_packages set status = 'expired' where status = 'done'`;
    await audit(tx, cliScope('tessera'), {
      action: 'backup.restored',
      subjectType: 'backup',
      details: { madeAt: begin.createdAt, campaignsPaused: paused.length, destinationsPaused: held.length },
    });
    return { campaigns: paused.length, destinations: held.length };
  });
}
