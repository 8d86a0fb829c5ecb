import type { TransactionSql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import { COMPANY_EVENTS } from '@/lib/event-names';
import { writeSearchKeys } from './write-search-keys';

/**
 * Makes what sums up the events of these profiles anew: counters, first and last moments, groups, search keys.
 * For profiles whose events were taken apart; a merge of whole profiles adds instead. The profiles must be locked.
 */
export async function rebuildProfiles(tx: TransactionSql, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return;
  const ids = [...new Set(profileIds)].sort();
  await tx`
    update profiles p set
      event_count = coalesce(e.n, 0), first_seen_at = e.first_at, last_seen_at = e.last_at, order_count = coalesce(e.orders, 0),
      spend = coalesce(e.spend, 0), currency = e.currency, last_order_at = e.last_order_at, open_tickets = coalesce(e.tickets, 0)
    from unnest(${plain(ids)}::text::uuid[]) i(id) left join lateral (
      select count(*) as n, min(v.occurred_at) filter (where v.name <> all(${texts(COMPANY_EVENTS)}::text::text[])) as first_at,
        max(v.occurred_at) filter (where v.name <> all(${texts(COMPANY_EVENTS)}::text::text[])) as last_at,
        count(*) filter (where v.name = 'Order Completed') as orders,
        sum(case v.name when 'Order Completed' then v.value when 'Order Refunded' then -v.value end) as spend,
        max(v.occurred_at) filter (where v.name = 'Order Completed') as last_order_at,
        (array_agg(v.currency order by v.occurred_at desc, v.currency desc nulls last) filter (where v.name = 'Order Completed'))[1] as currency,
        count(*) filter (where v.name in ('Ticket Opened', 'Ticket Reopened')) - count(*) filter (where v.name = 'Ticket Closed') as tickets
      from events v where v.profile_id = i.id
    ) e on true where p.id = i.id`;
  await tx`delete from profile_groups where profile_id = any(${plain(ids)}::text::uuid[])`;
  await tx`
    insert into profile_groups (profile_id, group_id, joined_at)
    select profile_id, properties ->> 'groupId', min(occurred_at) from events
    where profile_id = any(${plain(ids)}::text::uuid[]) and name = '$group' and properties ? 'groupId' group by 1, 2`;
  await rebuildSearchKeys(tx, ids);
}

/** Makes all search keys of these profiles anew from their events. The profiles must be locked. */
export async function rebuildSearchKeys(tx: TransactionSql, ids: readonly string[]): Promise<void> {
  const rows = await tx<{ profileId: string; kind: string; raw: string; eventId: string; at: Date }[]>`
    select e.profile_id as "profileId", p.property as kind, e.properties ->> p.property as raw, e.id as "eventId", e.occurred_at as at
    from events e join event_properties p on p.event = e.name and p.searchable
    where e.profile_id = any(${plain(ids)}::text::uuid[]) and jsonb_typeof(e.properties -> p.property) in ('string', 'number')`;
  await tx`delete from search_keys where profile_id = any(${plain(ids)}::text::uuid[])`;
  await writeSearchKeys(tx, rows);
}
