import type { TransactionSql } from '@/db/client';
import type { MembershipChange } from '@/features/segments/types';
import { hashId } from '@/lib/ids';
import { GIVE_UP_AFTER_MS, SENDER_CHANNEL } from '../constants';
import type { DeliveryKind, SyncKey } from '../types';

/** A delivery to be planned. The same `id` is planned once. */
export type Planned = SyncKey & { id: string; kind: DeliveryKind };

/**
 * Plans what the destinations must be told of these changes, in the transaction of the changes themselves, whose profiles the caller has
 * locked. Of several changes of one person in one segment the last counts. Costs one small query when no sync is active.
 */
export async function planDeliveries(tx: TransactionSql, changes: readonly MembershipChange[]): Promise<void> {
  if (changes.length === 0) return;
  const segmentIds = [...new Set(changes.map((change) => change.segmentId))];
  const syncs = await tx<{ destinationId: string; segmentId: string }[]>`
    select s.destination_id as "destinationId", s.segment_id as "segmentId"
    from syncs s join destinations d on d.id = s.destination_id
    where s.segment_id = any(${segmentIds}::uuid[]) and s.status = 'active' and d.status in ('enabled', 'paused')
      and d.transport <> 'snapshot'`;
  if (syncs.length === 0) return;
  const last = new Map(changes.map((change) => [`${change.segmentId}/${change.profileId}`, change]));
  const asSurvivors = await followMerges(tx, [...last.values()]);
  const planned = asSurvivors.flatMap((change) =>
    syncs
      .filter((sync) => sync.segmentId === change.segmentId)
      .map(({ destinationId }) => ({
        id: hashId('membership', destinationId, String(change.id)),
        profileId: change.profileId,
        destinationId,
        segmentId: change.segmentId,
        kind: change.change,
      })),
  );
  await plan(tx, planned);
}

/**
 * A profile that was merged away leaves its segments. To a destination that is a leave of the survivor, who took over what was told, and
 * none at all when the survivor is a member.
 */
async function followMerges(tx: TransactionSql, changes: MembershipChange[]): Promise<MembershipChange[]> {
  const leaving = changes.filter((change) => change.change === 'leave').map((change) => change.profileId);
  if (leaving.length === 0) return changes;
  const merged = await tx<{ oldId: string; survivorId: string; segmentIds: string[] | null }[]>`
    select a.old_id as "oldId", a.profile_id as "survivorId",
           (select array_agg(m.segment_id) from memberships m where m.profile_id = a.profile_id) as "segmentIds"
    from profile_aliases a where a.old_id = any(${leaving}::uuid[])`;
  const survivorOf = new Map(merged.map((m) => [m.oldId, m]));
  return changes.flatMap((change) => {
    const merge = change.change === 'leave' ? survivorOf.get(change.profileId) : undefined;
    if (!merge) return [change];
    return merge.segmentIds?.includes(change.segmentId) ? [] : [{ ...change, profileId: merge.survivorId }];
  });
}

/**
 * Writes deliveries, and cancels what they overtake. A leave is written only for people of whom the destination was, or may have been,
 * told; an enter only when it does not know of them already. A destination that gets whole lists is told of no single person.
 */
export async function plan(tx: TransactionSql, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return;
  const rows = tx`unnest(
      ${planned.map((p) => p.id)}::uuid[], ${planned.map((p) => p.profileId)}::uuid[], ${planned.map((p) => p.destinationId)}::uuid[],
      ${planned.map((p) => p.segmentId)}::uuid[], ${planned.map((p) => p.kind)}::text[]) n (id, profile_id, destination_id, segment_id, kind)`;
  // First, and as a statement of its own: it waits for a claim of the same row, whose sync member the next statement then sees.
  await tx`
    update deliveries d set status = 'cancelled', error_code = 'overtaken', finished_at = clock_timestamp()
    from ${rows}
    where d.profile_id = n.profile_id and d.destination_id = n.destination_id and d.segment_id = n.segment_id
      and d.id <> n.id and d.status in ('pending', 'retry')`;
  const written = await tx`
    insert into deliveries (profile_id, id, destination_id, segment_id, kind, status, next_attempt_at, give_up_at, created_at)
    select n.profile_id, n.id, n.destination_id, n.segment_id, n.kind, 'pending', clock_timestamp(),
           clock_timestamp() + make_interval(secs => ${GIVE_UP_AFTER_MS / 1000}), clock_timestamp()
    from ${rows}
    cross join lateral (
      select coalesce(bool_or(true), false) as told, coalesce(bool_or(m.sent_at is not null), false) as confirmed
      from sync_members m
      where m.profile_id = n.profile_id and m.destination_id = n.destination_id and m.segment_id = n.segment_id) m
    cross join lateral (
      select coalesce(bool_or(o.kind in ('enter', 'update')), false) as entering, coalesce(bool_or(o.kind = 'leave'), false) as leaving
      from deliveries o
      where o.profile_id = n.profile_id and o.destination_id = n.destination_id and o.segment_id = n.segment_id
        and o.status = 'sending' and o.id <> n.id) o
    where not exists (select from destinations d where d.id = n.destination_id and d.transport = 'snapshot') and
      case n.kind when 'leave' then m.told when 'enter' then o.leaving or not (m.confirmed or o.entering) else true end
    on conflict (profile_id, id) do nothing`;
  if (written.count > 0) await tx`select pg_notify(${SENDER_CHANNEL}, '')`;
}
