import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { profileTables } from '../core/profile-tables';
import type { Merge, RestructureHooks } from '../types';

/**
 * Moves everything of each `from` to its `to` and removes the `from` profile; its id keeps resolving. Rows move by insert and
 * delete, because `profile_id` is the distribution column. Both profiles must be locked; the survivor must be folded and
 * evaluated again afterwards.
 */
export async function mergeProfiles(tx: TransactionSql, merges: readonly Merge[], hooks: RestructureHooks): Promise<void> {
  if (merges.length === 0) return;
  const from = merges.map((m) => m.from);
  const to = merges.map((m) => m.to);
  await hooks.merged(tx, merges);
  await addCounters(tx, from, to);
  for (const { name, policy, columns } of profileTables) {
    if (policy === 'move') await moveRows(tx, name, columns, from, to);
    if (policy === 'leave') await tx`delete from ${tx(name)} where profile_id = any(${plain(from)}::text::uuid[])`;
  }
  await keepEarliest(tx, from, to);
  await tx`
    update identifiers i set profile_id = m.to_id from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(from_id, to_id)
    where i.profile_id = m.from_id`;
  await tx`
    update profile_aliases a set profile_id = m.to_id from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(from_id, to_id)
    where a.profile_id = m.from_id`;
  await tx`
    insert into profile_aliases (old_id, profile_id, merged_at)
    select f, t, clock_timestamp() from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(f, t)
    on conflict (old_id) do update set profile_id = excluded.profile_id, merged_at = excluded.merged_at`;
  await tx`delete from profiles where id = any(${plain(from)}::text::uuid[])`;
}

async function moveRows(tx: TransactionSql, table: string, columns: readonly string[], from: string[], to: string[]): Promise<void> {
  const rest = columns.filter((c) => c !== 'profile_id');
  const into = tx.unsafe(rest.map((c) => `"${c}"`).join(', '));
  const read = tx.unsafe(rest.map((c) => `t."${c}"`).join(', '));
  await tx`
    insert into ${tx(table)} (profile_id, ${into})
    select m.to_id, ${read}
    from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(from_id, to_id) join ${tx(table)} t on t.profile_id = m.from_id
    on conflict do nothing`;
  await tx`delete from ${tx(table)} where profile_id = any(${plain(from)}::text::uuid[])`;
}

async function addCounters(tx: TransactionSql, from: string[], to: string[]): Promise<void> {
  await tx`
    update profiles p set
      event_count = p.event_count + f.event_count, order_count = p.order_count + f.order_count, spend = p.spend + f.spend,
      open_tickets = p.open_tickets + f.open_tickets,
      first_seen_at = least(p.first_seen_at, f.first_seen_at), last_seen_at = greatest(p.last_seen_at, f.last_seen_at),
      currency = case when f.last_order_at is null then p.currency when p.last_order_at is null or f.last_order_at > p.last_order_at then f.currency
        when f.last_order_at = p.last_order_at then greatest(p.currency, f.currency) else p.currency end,
      last_order_at = greatest(p.last_order_at, f.last_order_at),
      created_at = least(p.created_at, f.created_at)
    from (
      select m.to_id, sum(o.event_count)::bigint as event_count, sum(o.order_count)::int as order_count, sum(o.spend) as spend,
        sum(o.open_tickets)::int as open_tickets, min(o.first_seen_at) as first_seen_at, max(o.last_seen_at) as last_seen_at,
        max(o.last_order_at) as last_order_at, min(o.created_at) as created_at,
        (array_agg(o.currency order by o.last_order_at desc nulls last, o.currency desc nulls last))[1] as currency
      from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(from_id, to_id) join profiles o on o.id = m.from_id
      group by m.to_id
    ) f where p.id = f.to_id`;
}

async function keepEarliest(tx: TransactionSql, from: string[], to: string[]): Promise<void> {
  await tx`
    insert into search_keys (profile_id, kind, value, event_id, occurred_at)
    select distinct on (m.to_id, k.kind, k.value) m.to_id, k.kind, k.value, k.event_id, k.occurred_at
    from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(from_id, to_id) join search_keys k on k.profile_id = m.from_id
    order by m.to_id, k.kind, k.value, k.occurred_at, k.event_id
    on conflict (profile_id, kind, value) do update set event_id = excluded.event_id, occurred_at = excluded.occurred_at
    where (excluded.occurred_at, excluded.event_id) < (search_keys.occurred_at, search_keys.event_id)`;
  await tx`delete from search_keys where profile_id = any(${plain(from)}::text::uuid[])`;
  await tx`
    insert into profile_groups (profile_id, group_id, joined_at)
    select m.to_id, g.group_id, min(g.joined_at)
    from unnest(${plain(from)}::text::uuid[], ${plain(to)}::text::uuid[]) m(from_id, to_id) join profile_groups g on g.profile_id = m.from_id group by 1, 2
    on conflict (profile_id, group_id) do update set joined_at = least(profile_groups.joined_at, excluded.joined_at)`;
  await tx`delete from profile_groups where profile_id = any(${plain(from)}::text::uuid[])`;
}
