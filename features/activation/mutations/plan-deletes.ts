import type { AnySql, TransactionSql } from '@/db/client';
import { newId } from '@/lib/ids';
import { destinationKind } from '@/plugins/destinations/registry';
import { GIVE_UP_AFTER_MS, SENDER_CHANNEL } from '../constants';

type Identifier = { type: string; value: string };
type Told = {
  destinationId: string;
  name: string;
  kind: string;
  status: string;
  transport: string;
  people: { profileId: string; identifiers: Identifier[] }[];
};

/** How a destination is asked to delete a person: by deliveries, or by somebody here (`manual`), or not at all. */
export type DeletePlan = {
  destinationId: string;
  name: string;
  kind: string;
  plan: 'ask' | 'manual' | 'not_supported';
  reason: string | null;
};
export type PlannedDelete = DeletePlan & { deliveryIds: string[] };

/** Who was ever told about these people. A list that is written whole, on a schedule, told of all members of its segments. */
async function whoWasTold(tx: AnySql, profileIds: readonly string[]): Promise<Told[]> {
  const ids = [...profileIds];
  return tx<Told[]>`
    with told as (
      select destination_id, profile_id, identifiers from recipients where profile_id = any(${ids}::uuid[])
      union all select destination_id, profile_id, '[]' from sync_members where profile_id = any(${ids}::uuid[])
      union all select destination_id, profile_id, coalesce(payload -> 'identifiers', '[]') from deliveries
        where profile_id = any(${ids}::uuid[]) and attempts > 0 and kind <> 'test'
      union all select s.destination_id, m.profile_id, '[]' from syncs s join destinations d on d.id = s.destination_id and d.transport = 'snapshot'
        join (select profile_id, segment_id from memberships where profile_id = any(${ids}::uuid[])
              union select profile_id, segment_id from membership_changes where profile_id = any(${ids}::uuid[])) m on m.segment_id = s.segment_id),
    people as (
      select t.destination_id, t.profile_id, coalesce(jsonb_agg(distinct e) filter (where e is not null), '[]') as identifiers
      from told t left join lateral jsonb_array_elements(case jsonb_typeof(t.identifiers) when 'array' then t.identifiers else '[]' end) e on true
      group by 1, 2)
    select d.id as "destinationId", d.name, d.kind, d.status, d.transport,
      jsonb_agg(jsonb_build_object('profileId', p.profile_id, 'identifiers', p.identifiers)) as people
    from people p join destinations d on d.id = p.destination_id group by d.id order by d.name, d.id`;
}

function planFor({ destinationId, name, kind, status, transport }: Told): DeletePlan {
  const plugin = destinationKind(kind);
  const as = (plan: DeletePlan['plan'], reason: string | null = null): DeletePlan => ({ destinationId, name, kind, plan, reason });
  if (transport === 'snapshot') return as('manual', 'files_written_before');
  if (status === 'deleted') return as('manual', 'destination_deleted');
  if (status === 'paused') return as('manual', 'destination_paused');
  if (!plugin) return as('manual', 'unknown_kind');
  return plugin.erase.supported ? as('ask') : as('not_supported', plugin.erase.reason);
}

/** Which destinations would be asked, without asking. */
export const previewDeletes = async (tx: AnySql, profileIds: readonly string[]): Promise<DeletePlan[]> =>
  (await whoWasTold(tx, profileIds)).map(planFor);

/**
 * Asks each destination that was ever told about these people to delete them: deliveries of the kind `delete`, which hold nothing but ids and
 * the identifiers that were sent. What was still to be told is not told any more. The profiles are locked.
 * @param identifiers the person's own, for people of whom nothing else is written down
 */
export async function planDeletes(
  tx: TransactionSql,
  { profileIds, identifiers }: { profileIds: readonly string[]; identifiers: readonly Identifier[] },
): Promise<PlannedDelete[]> {
  const told = await whoWasTold(tx, profileIds);
  await tx`
    update deliveries set status = 'cancelled', error_code = 'erased', finished_at = clock_timestamp()
    where profile_id = any(${[...profileIds]}::uuid[]) and status in ('pending', 'retry')`;
  const planned: PlannedDelete[] = [];
  for (const destination of told) {
    const plan = planFor(destination);
    const deliveryIds: string[] = [];
    for (const person of plan.plan === 'ask' ? destination.people : []) {
      const id = newId();
      const payload = {
        id: person.profileId,
        previousIds: profileIds.filter((other) => other !== person.profileId),
        traits: {},
        identifiers:
          person.identifiers.length > 0 ? person.identifiers : await mappedIdentifiers(tx, destination.destinationId, identifiers),
      };
      await tx`
        insert into deliveries (profile_id, id, destination_id, kind, status, payload, next_attempt_at, give_up_at)
        values (${person.profileId}, ${id}, ${destination.destinationId}, 'delete', 'pending', ${tx.json(payload)},
          -- What is being sent at this moment arrives first.
          greatest(clock_timestamp(), (select max(next_attempt_at) from deliveries
            where profile_id = ${person.profileId} and destination_id = ${destination.destinationId} and status = 'sending')),
          clock_timestamp() + make_interval(secs => ${GIVE_UP_AFTER_MS / 1000}))`;
      deliveryIds.push(id);
    }
    planned.push({ ...plan, deliveryIds });
  }
  if (planned.some((one) => one.deliveryIds.length > 0)) await tx`select pg_notify(${SENDER_CHANNEL}, '')`;
  return planned;
}

/** Of the person's identifiers those of the types that the destination's syncs let out. */
async function mappedIdentifiers(tx: AnySql, destinationId: string, identifiers: readonly Identifier[]): Promise<Identifier[]> {
  const rows = await tx<{ type: string }[]>`
    select distinct jsonb_array_elements_text(mapping -> 'identifiers') as type from syncs where destination_id = ${destinationId}`;
  const types = new Set(rows.map((row) => row.type));
  return identifiers.filter(({ type }) => types.has(type)).map(({ type, value }) => ({ type, value }));
}
