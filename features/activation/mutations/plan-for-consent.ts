import type { TransactionSql } from '@/db/client';
import { may } from '@/features/consent/data/may';
import { newId } from '@/lib/ids';
import type { Planned } from './plan';

type Question = { profileIds: readonly string[]; purpose: string; channel: string; now: Date };
type Place = { profileId: string; destinationId: string; segmentId: string };

/**
 * What follows from the consent of these people, who are locked: a leave for each who may no longer be sent and of whom a destination
 * was told, an enter for each member of an attached segment who may be sent and of whom it was not.
 */
export async function planForConsent(tx: TransactionSql, { profileIds, purpose, channel, now }: Question): Promise<Planned[]> {
  const ids = [...new Set(profileIds)];
  const [used] = await tx`
    select 1 from syncs s join destinations d on d.id = s.destination_id
    where d.purpose = ${purpose} and d.channel = ${channel} and d.status in ('enabled', 'paused') and s.status = 'active' limit 1`;
  if (!used) return [];
  const allowed = await may(tx, ids, purpose, channel, now);
  const yes = ids.filter((id) => allowed.has(id));
  const no = ids.filter((id) => !allowed.has(id));
  const here = tx`d.purpose = ${purpose} and d.channel = ${channel} and d.status in ('enabled', 'paused') and s.status = 'active'`;
  const leaving = await tx<Place[]>`
    select m.profile_id as "profileId", m.destination_id as "destinationId", m.segment_id as "segmentId"
    from sync_members m join destinations d on d.id = m.destination_id
    join syncs s on s.destination_id = m.destination_id and s.segment_id = m.segment_id
    where m.profile_id = any(${no}::uuid[]) and ${here}`;
  const entering = await tx<Place[]>`
    select b.profile_id as "profileId", s.destination_id as "destinationId", s.segment_id as "segmentId"
    from memberships b join syncs s on s.segment_id = b.segment_id join destinations d on d.id = s.destination_id
    where b.profile_id = any(${yes}::uuid[]) and ${here}
      and not exists (
        select from deliveries o
        where o.profile_id = b.profile_id and o.destination_id = s.destination_id and o.segment_id = s.segment_id
          and o.status in ('pending', 'retry', 'sending') and o.kind = 'enter')`;
  return [
    ...leaving.map((place) => ({ ...place, id: newId(), kind: 'leave' as const })),
    ...entering.map((place) => ({ ...place, id: newId(), kind: 'enter' as const })),
  ];
}
