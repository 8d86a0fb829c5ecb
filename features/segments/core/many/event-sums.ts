import { compare, roundEven, tenThousandths } from '../../conditions/event/measure';
import type { EventPlan } from '../../conditions/event/plan';
import { whereSql } from '../../conditions/event/where-sql';
import { wholeDays } from '../../conditions/event/window';
import type { CompileContext } from '../../conditions/types';
import { ANY_EVENT } from '../../constants';
import { dailyRows, newPass, type Pass, placeOf, rawRows } from './event-rows';
import { arrayOf, MOST_MOMENTS, type Slot, type Sums, slotReader, type Window } from './event-slots';

/** Rows of events, the windows asked of them, and the number of each window's slot. */
type Stream = { alias: string; pass: Pass; slots: Slot[]; known: Map<string, Slot> };

/** What the statement answers of a stream for one person, as texts of arrays. */
type StreamRow = Record<string, string | null>;

/** Plans that numbers and sums of events answer. */
export const isSummed = ({ measure, of, check }: EventPlan): boolean =>
  of === undefined && check.op !== 'test' && (measure === 'count' || measure === 'sum' || measure === 'average');

function windowOf(plan: EventPlan): Window {
  const { from, to } = plan.bounds;
  if (plan.dailyKey === undefined) return { whole: [], single: [{ from, to }] };
  const days = wholeDays(plan.bounds);
  if (!days) return { whole: [], single: [{ from, to }] };
  const before = from && days.firstDay ? [{ from, to: days.firstDay }] : [];
  return { whole: [{ from: days.firstDay, to: days.endDay }], single: [...before, { from: days.endDay, to }] };
}

/**
 * What many rules count and sum of the same people's events. The statement adds rows up by event, by filter, and by the stretch of time
 * between the ends of all windows in which they lie; each window is put together from that here: how many by two look-ups, values one
 * stretch after the other. So a row costs the database the same however many rules and windows there are.
 */
export function eventSums(context: CompileContext) {
  const { statement: s } = context;
  const daily: Stream = { alias: 'dy', pass: newPass(), slots: [], known: new Map() };
  const raw: Stream = { alias: 'ev', pass: newPass(), slots: [], known: new Map() };
  /** What rows of `raw` are counted, by place from 1: an event and its filters. */
  const counted: string[] = [];
  let size = 0;

  const countedPlace = (plan: EventPlan): number => {
    const named = plan.event === ANY_EVENT ? 'true' : `r.k = ${placeOf(raw.pass, plan.event)}`;
    const sql = `${named}${whereSql(context, plan.where, 'r')}`;
    const found = counted.indexOf(sql);
    return found === -1 ? counted.push(sql) : found + 1;
  };

  const slotOf = (plan: EventPlan): number => {
    const stream = plan.dailyKey === undefined ? raw : daily;
    const place = stream === raw ? countedPlace(plan) : placeOf(daily.pass, plan.event);
    stream.pass.plans.push(plan);
    const key = `${place} ${plan.bounds.from?.getTime()} ${plan.bounds.to.getTime()}`;
    const known = stream.known.get(key);
    const slot = known ?? { number: size++, place, window: windowOf(plan), summed: false };
    slot.summed ||= plan.measure !== 'count';
    if (!known) stream.slots.push(slot);
    stream.known.set(key, slot);
    return slot.number;
  };

  /** Whether the plan's check holds of a person's sums. */
  const test = (plan: EventPlan): ((sums: Sums) => boolean) => {
    const { check, measure } = plan;
    if (check.op === 'test' || !isSummed(plan)) throw new Error('This is not answered by sums');
    const slot = slotOf(plan);
    if (measure === 'count') return ({ count }) => compare(check, count[slot] ?? 0);
    if (measure === 'sum') return ({ sum }) => compare(check, tenThousandths(sum[slot] ?? 0));
    return ({ count, sum }) => {
      const n = count[slot] ?? 0;
      return n > 0 && compare(check, roundEven(tenThousandths(sum[slot] ?? 0) / n));
    };
  };

  const dailySql = (moments: string): string =>
    `select r.profile_id, 2 * (${MOST_MOMENTS} * r.k + width_bucket(r.at, ${moments})) + (not r.whole)::int as code, r.n, r.v
      from (${dailyRows(context, daily.pass)}) r`;

  const rawSql = (moments: string): string =>
    `select r.profile_id, 2 * (${MOST_MOMENTS} * w.place + width_bucket(r.at, ${moments})) + 1 as code, r.n, r.v from (${rawRows(context, raw.pass)}) r
      cross join lateral unnest(array[${counted.map((sql, i) => `case when ${sql} then ${i + 1} end`).join(', ')}]) w (place) where w.place is not null`;

  /** The joins to `people i (id)`, the columns that they provide, and how these are read. */
  const finish = () => {
    const streams = [daily, raw].filter(({ slots }) => slots.length > 0);
    const parts = streams.map(({ alias, slots }) => {
      const { moments, read } = slotReader(slots);
      const list = s.ats(moments);
      const rows = alias === 'dy' ? dailySql(list) : rawSql(list);
      const join = ` left join (select g.profile_id, array_agg(g.code)::text as codes, array_agg(g.n)::text as ns, array_agg(g.v)::text as vs
        from (select x.profile_id, x.code, sum(x.n) as n, coalesce(sum(x.v), 0) as v from (${rows}) x group by x.profile_id, x.code) g
        group by g.profile_id) ${alias} on ${alias}.profile_id = i.id`;
      const columns = ['codes', 'ns', 'vs'].map((column) => `, ${alias}.${column} as ${alias}_${column}`).join('');
      return { alias, join, columns, read };
    });
    const sumsOf = (row: StreamRow): Sums => {
      const sums = { count: new Array<number>(size).fill(0), sum: new Array<number>(size).fill(0) };
      for (const { alias, read } of parts) {
        const column = (name: string) => arrayOf(row[`${alias}_${name}`] ?? null);
        read({ codes: column('codes'), ns: column('ns'), vs: column('vs') }, sums);
      }
      return sums;
    };
    return { joins: parts.map((part) => part.join).join(''), columns: parts.map((part) => part.columns).join(''), sumsOf };
  };

  return { test, finish };
}
