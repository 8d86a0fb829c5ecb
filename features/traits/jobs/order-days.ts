import type { Sql } from '@/db/client';
import type { ModelCard, PublishedScores } from '../schema';

/** What counts as an order: in the company's currency or in none, until `now`, a day by the company's clock. */
export type Company = { currency: string; timeZone: string };
export type Facts = Omit<ModelCard['data'], 'repeatPurchases'> & { repeatPurchases: number; firstDay: number | null };

/**
 * Adds up everybody's orders by day into the temporary table `order_days` of this connection, whose rows know the first day of
 * their person, without those whose data may not be used; and returns into `order_sums`, a row a person. @returns today's number
 */
export async function gatherOrderDays(one: Sql, { currency, timeZone }: Company): Promise<{ today: number }> {
  const [clock] = await one<{ today: number; now: Date }[]>`
    select (now() at time zone ${timeZone})::date - date '1970-01-01' as today, now() as now`;
  const now = clock?.now ?? new Date();
  await one`drop table if exists order_days, order_sums`;
  // The events' names stand in the text, so that the small index of orders serves.
  await one`
    create temporary table order_days as
    select d.profile_id, d.day, d.amount, d.orders, min(d.day) over (partition by d.profile_id) as first_day
    from (
      select e.profile_id, (e.occurred_at at time zone ${timeZone})::date - date '1970-01-01' as day,
        sum(coalesce(e.value, 0))::float8 as amount, count(*)::int as orders
      from events e
      where e.name = 'Order Completed' and (e.currency is null or e.currency = ${currency}) and e.occurred_at <= ${now}
      group by 1, 2
    ) d join profiles p on p.id = d.profile_id and p.restricted_at is null and p.objected_at is null`;
  await one`analyze order_days`;
  await one`
    create temporary table order_sums as
    select o.profile_id, o.recency, o.orders, o.gross - coalesce(r.refunds, 0) as revenue, coalesce(r.refunds, 0) as refunds
    from (
      select profile_id, ${clock?.today ?? 0}::int - max(day) as recency, sum(orders)::int as orders, sum(amount) as gross
      from order_days group by 1
    ) o left join (
      select e.profile_id, sum(coalesce(e.value, 0))::float8 as refunds from events e
      where e.name = 'Order Refunded' and (e.currency is null or e.currency = ${currency}) and e.occurred_at <= ${now} group by 1
    ) r on r.profile_id = o.profile_id`;
  await one`analyze order_sums`;
  return { today: clock?.today ?? 0 };
}

/** How much there is to learn from. */
export async function readFacts(one: Sql, { currency }: Company, today: number): Promise<Facts> {
  const [sums] = await one<{ customers: number; repeats: number; three: number; orders: number; refunds: number; revenue: number }[]>`
    select count(*)::int as customers, count(*) filter (where orders > 1)::int as repeats, count(*) filter (where orders > 2)::int as three,
      coalesce(sum(orders), 0)::int as orders, coalesce(sum(refunds), 0) as refunds, coalesce(sum(revenue + refunds), 0) as revenue from order_sums`;
  const [days] = await one<{ first: number | null; last: number | null; repeats: number; from: string | null; to: string | null }[]>`
    select min(day) as first, max(day) as last, count(*) filter (where day > first_day)::int as repeats,
      (date '1970-01-01' + min(day))::text as from, (date '1970-01-01' + max(day))::text as to from order_days`;
  const [others] = await one<{ orders: number; people: number }[]>`
    select (select count(*)::int from events where name = 'Order Completed' and currency is not null and currency <> ${currency}) as orders,
      (select count(*)::int from profiles where order_count > 0 and (restricted_at is not null or objected_at is not null)) as people`;
  return {
    from: days?.from ?? null,
    to: days?.to ?? null,
    days: days?.first === null || days?.first === undefined ? 0 : today - days.first,
    customers: sums?.customers ?? 0,
    repeatCustomers: sums?.repeats ?? 0,
    withThreeOrders: sums?.three ?? 0,
    orders: sums?.orders ?? 0,
    repeatPurchases: days?.repeats ?? 0,
    revenue: sums?.revenue ?? 0,
    refunds: sums?.refunds ?? 0,
    otherCurrencyOrders: others?.orders ?? 0,
    excluded: others?.people ?? 0,
    daysSinceLastOrder: days?.last === null || days?.last === undefined ? null : today - days.last,
    firstDay: days?.first ?? null,
  };
}

/** Customers by first day and repeat purchase days by day, of those known on `originDay`. */
export async function readCohorts(one: Sql, originDay: number): Promise<{ births: Map<number, number>; repeats: Map<number, number> }> {
  const births = await one<{ day: number; n: number }[]>`
    select day, count(*)::int as n from order_days where day = first_day and first_day <= ${originDay} group by 1 order by 1`;
  const repeats = await one<{ day: number; n: number }[]>`
    select day, count(*)::int as n from order_days where day > first_day and first_day <= ${originDay} group by 1 order by 1`;
  return { births: new Map(births.map(({ day, n }) => [day, n])), repeats: new Map(repeats.map(({ day, n }) => [day, n])) };
}

/** Published predictions whose horizon has passed, beside what came: of everyone still known. */
export async function readPublished(one: Sql, today: number): Promise<PublishedScores[]> {
  return one<PublishedScores[]>`
    select s.version, s.scored_on::text as "scoredOn", s.horizon_days as "horizonDays", count(*)::int as customers,
      sum(s.orders_horizon)::float8 as "predictedOrders", coalesce(sum(h.n), 0)::float8 as "actualOrders",
      sum(s.no_purchase)::float8 as "predictedNoPurchase", count(*) filter (where coalesce(h.n, 0) = 0)::float8 as "actualNoPurchase",
      avg((s.no_purchase - case when coalesce(h.n, 0) = 0 then 1 else 0 end) ^ 2)::float8 as brier
    from model_scores s join order_sums o on o.profile_id = s.profile_id
    left join lateral (
      select count(*) as n from order_days d where d.profile_id = s.profile_id
        and d.day > s.scored_on - date '1970-01-01' and d.day <= s.scored_on - date '1970-01-01' + s.horizon_days
    ) h on true
    where s.scored_on - date '1970-01-01' + s.horizon_days <= ${today}
    group by s.version, s.scored_on, s.horizon_days order by s.scored_on desc limit 24`;
}
