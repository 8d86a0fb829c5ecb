import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import { COMPANY_EVENTS } from '@/lib/event-names';

export type CountedEvent = { profileId: string; name: string; occurredAt: Date; value: number | null; currency: string | null };

type Delta = {
  n: number;
  first: number | null;
  last: number | null;
  orders: number;
  spend: number;
  currency: string | null;
  lastOrder: number | null;
  tickets: number;
};

/** The events that count: which change each makes to the summary of a profile. `rebuildCounters` says the same in SQL. */
export function countEvents(events: readonly CountedEvent[]): Map<string, Delta> {
  const deltas = new Map<string, Delta>();
  for (const e of events) {
    const at = e.occurredAt.getTime();
    let d = deltas.get(e.profileId);
    if (!d) {
      d = { n: 0, first: null, last: null, orders: 0, spend: 0, currency: null, lastOrder: null, tickets: 0 };
      deltas.set(e.profileId, d);
    }
    d.n += 1;
    if (!COMPANY_EVENTS.includes(e.name)) {
      if (d.first === null || at < d.first) d.first = at;
      if (d.last === null || at > d.last) d.last = at;
    }
    if (e.name === 'Order Completed') {
      d.orders += 1;
      d.spend += e.value ?? 0;
      if (d.lastOrder === null || at > d.lastOrder) {
        d.lastOrder = at;
        d.currency = e.currency;
      } else if (at === d.lastOrder && e.currency !== null && (d.currency === null || e.currency > d.currency)) d.currency = e.currency;
    } else if (e.name === 'Order Refunded') d.spend -= e.value ?? 0;
    else if (e.name === 'Ticket Opened' || e.name === 'Ticket Reopened') d.tickets += 1;
    else if (e.name === 'Ticket Closed') d.tickets -= 1;
  }
  return deltas;
}

/** Adds the events to the summaries of their profiles, which must be locked. */
export async function addToCounters(tx: TransactionSql, events: readonly CountedEvent[]): Promise<void> {
  const deltas = [...countEvents(events)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (deltas.length === 0) return;
  const of = <T>(pick: (d: Delta) => T): T[] => deltas.map(([, d]) => pick(d));
  await tx`
    update profiles p set
      event_count = p.event_count + u.n, first_seen_at = least(p.first_seen_at, u.first), last_seen_at = greatest(p.last_seen_at, u.last),
      order_count = p.order_count + u.orders, spend = p.spend + u.spend, open_tickets = p.open_tickets + u.tickets,
      currency = case when u.last_order is null or u.last_order < p.last_order_at then p.currency
        when u.last_order = p.last_order_at then greatest(p.currency, u.currency) else u.currency end,
      last_order_at = greatest(p.last_order_at, u.last_order)
    from unnest(${plain(deltas.map(([id]) => id))}::text::uuid[], ${plain(of((d) => d.n))}::text::bigint[], ${times(of((d) => d.first))}::text::timestamptz[],
      ${times(of((d) => d.last))}::text::timestamptz[], ${plain(of((d) => d.orders))}::text::int[], ${plain(of((d) => d.spend))}::text::float8[],
      ${texts(of((d) => d.currency))}::text::text[], ${times(of((d) => (d.lastOrder === null ? null : new Date(d.lastOrder))))}::text::timestamptz[],
      ${plain(of((d) => d.tickets))}::text::int[]) u(id, n, first, last, orders, spend, currency, last_order, tickets)
    where p.id = u.id`;
}
