import type { TransactionSql } from '@/db/client';
import { newId } from '@/lib/ids';
import { buildPayload, payloadHash } from '../core/payload';
import { storedProfiles } from '../data/stored-profiles';
import type { Mapping, SyncKey } from '../types';
import { plan } from './plan';

type Told = SyncKey & { payloadHash: string; confirmed: boolean; mapping: Mapping };

/**
 * Plans an update for each destination that was told of one of these people something that is no longer so. Call it in the transaction
 * that changed traits or identifiers, after the change. Costs one small query when nobody of them is at a destination.
 */
export async function planUpdates(tx: TransactionSql, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return;
  const told = await tx<Told[]>`
    select m.profile_id as "profileId", m.destination_id as "destinationId", m.segment_id as "segmentId",
           m.payload_hash as "payloadHash", (m.sent_at is not null or exists (
             select from deliveries w
             where w.profile_id = m.profile_id and w.destination_id = m.destination_id and w.segment_id = m.segment_id
               and w.status = 'sending')) as confirmed, s.mapping
    from sync_members m
    join syncs s on s.destination_id = m.destination_id and s.segment_id = m.segment_id and s.status = 'active'
    join destinations d on d.id = m.destination_id and d.status in ('enabled', 'paused')
    where m.profile_id = any(${[...new Set(profileIds)]}::uuid[])
      and exists (select from memberships b where b.profile_id = m.profile_id and b.segment_id = m.segment_id)
      and not exists (
        select from deliveries w
        where w.profile_id = m.profile_id and w.destination_id = m.destination_id and w.segment_id = m.segment_id
          and w.status in ('pending', 'retry') and (w.payload is null or w.kind = 'leave'))`;
  if (told.length === 0) return;
  const profiles = await storedProfiles(tx, [...new Set(told.map((t) => t.profileId))]);
  const changed = told.filter(({ profileId, mapping, payloadHash: before }) => {
    const profile = profiles.get(profileId);
    return profile !== undefined && payloadHash(buildPayload(profile, mapping)) !== before;
  });
  await plan(
    tx,
    changed.map(({ confirmed, profileId, destinationId, segmentId }) => ({
      id: newId(),
      profileId,
      destinationId,
      segmentId,
      // It overtakes an enter that was never accepted, and must say what that would have said.
      kind: confirmed ? 'update' : 'enter',
    })),
  );
}
