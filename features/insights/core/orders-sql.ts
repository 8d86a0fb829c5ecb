import { windowBounds } from '@/features/segments/conditions/event/window';
import type { Statement } from '@/features/segments/core/statement';
import { type Period, windowOf } from './period';

/** Whom a dashboard is about. */
export type Population = {
  period: Period;
  segmentId: string | null;
  currency: string;
  now: Date;
  /** The trait with the probability of no purchase within the horizon that people are scored for. */
  riskTrait: string;
};

/** ` and …` for people who may be counted: of the segment, and not restricted. `column` is their id. */
export function countedPeople(s: Statement, { segmentId }: Pick<Population, 'segmentId'>, column: string): string {
  const inside =
    segmentId === null
      ? ''
      : ` and ${column} in (select m.profile_id from memberships m where m.segment_id = any(${s.uuids([segmentId])}))`;
  return `${inside} and not exists (select from profiles r where r.id = ${column} and r.restricted_at is not null)`;
}

/**
 * Orders and refunds that count, as rows `(profile_id, at, is_order, value)`: in the company's currency or in none, not after
 * now, of people who may be counted. The names stand as literals, so that the small covering index answers.
 */
export function ordersSql(s: Statement, population: Population, period: Period = population.period): string {
  const { from, to } = windowBounds(windowOf(period), population.now);
  return `select e.profile_id, e.occurred_at as at, e.name = 'Order Completed' as is_order, coalesce(e.value, 0) as value
    from events e where e.name in ('Order Completed', 'Order Refunded') and (e.currency is null or e.currency = ${s.text(population.currency)})
    and e.occurred_at < ${s.at(to)}${from ? ` and e.occurred_at >= ${s.at(from)}` : ''}${countedPeople(s, population, 'e.profile_id')}`;
}

/** The same added up by person, as rows `(profile_id, orders, gross, refunds, refunded, first_at, last_at)`; moments are of orders. */
export const byPersonSql = (orders: string): string => `select o.profile_id, count(*) filter (where o.is_order) as orders,
    coalesce(sum(o.value) filter (where o.is_order), 0) as gross, coalesce(sum(o.value) filter (where not o.is_order), 0) as refunds,
    count(*) filter (where not o.is_order) as refunded,
    min(o.at) filter (where o.is_order) as first_at, max(o.at) filter (where o.is_order) as last_at
  from (${orders}) o group by o.profile_id`;

/** A moment's UTC month, as `2026-03`. */
export const monthSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM')`;
