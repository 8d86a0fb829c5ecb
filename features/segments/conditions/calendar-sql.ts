import type { Period } from './period';
import type { EdgeContext } from './types';
import { nearSql, type ValueSource } from './value-source';
import { anniversaryKeys, byZone, dateIn, periodBounds, periodDates, type Zoned, zonesOf, zonesPassing } from './zone';

type EdgeZoned = EdgeContext & Pick<Zoned, 'zoneSql'>;
type Range = { from: Date; to: Date };

/** Whether the value lies between these dates of its zone: a whole day by its date, a moment by what clocks there show. */
function within({ statement: s }: Zoned, { moment, isDay }: ValueSource, dates: Range, moments: Range): string {
  const inside = ({ from, to }: Range) => `${moment} >= ${s.at(from)} and ${moment} < ${s.at(to)}`;
  return `(case when ${isDay} then ${inside(dates)} else ${inside(moments)} end)`;
}

/** Whether the value lies in a period of the calendar of the person's zone; null without a moment. */
export const inPeriod = (context: Zoned & { now: Date }, source: ValueSource, period: Period): string =>
  byZone(context, (zone) => within(context, source, periodDates(period, context.now, zone), periodBounds(period, context.now, zone)));

/** Month and day of the value's date in the person's zone, such as 02-29; null without a moment. */
const monthAndDay = (context: Zoned, { moment, isDay, text }: ValueSource): string =>
  `(case when ${isDay} then case when ${moment} is not null then substr(${text}, 6) end
    else to_char(${moment} at time zone ${byZone(context, (zone) => context.statement.text(zone))}, 'MM-DD') end)`;

/** Whether the value's day of the year is today or within the next `days` days in the person's zone. */
export const isAnniversary = (context: Zoned & { now: Date }, source: ValueSource, days: number): string =>
  `${monthAndDay(context, source)} = any(${byZone(context, (zone) => {
    const today = dateIn(zone, context.now);
    return context.statement.texts(anniversaryKeys(today, today, days));
  })})`;

/** Values that may enter or leave the period in `(from, to]`, as a condition; undefined when no zone passes a boundary. */
export function periodEdge(context: EdgeZoned, sourceOf: () => ValueSource, period: Period): string | undefined {
  const { statement: s, catalogue, from, to } = context;
  const hull = (first: Range, last: Range) => ({ from: first.from, to: last.to });
  const passed = passing(context, period.unit, (zone) =>
    within(
      context,
      sourceOf(),
      hull(periodDates(period, from, zone), periodDates(period, to, zone)),
      hull(periodBounds(period, from, zone), periodBounds(period, to, zone)),
    ),
  );
  return passed && `(${nearSql(s, sourceOf(), periodHull(catalogue, period, from, to))}${passed})`;
}

/** Around the period in every zone in use, at all moments between two. */
export function periodHull(catalogue: Zoned['catalogue'], period: Period, first: Date, last: Date): Range {
  const all = zonesOf(catalogue).flatMap((zone) =>
    [periodDates, periodBounds].flatMap((of) => [of(period, first, zone), of(period, last, zone)]),
  );
  return {
    from: new Date(Math.min(...all.map(({ from }) => from.getTime()))),
    to: new Date(Math.max(...all.map(({ to }) => to.getTime()))),
  };
}

/** Values whose day of the year comes or goes in `(from, to]`. */
export const anniversaryEdge = (context: EdgeZoned, sourceOf: () => ValueSource, days: number): string | undefined =>
  passing(context, 'day', (zone) => {
    const keys = anniversaryKeys(dateIn(zone, context.from), dateIn(zone, context.to), days);
    return `${monthAndDay(context, sourceOf())} = any(${context.statement.texts(keys)})`;
  });

function passing(context: EdgeZoned, unit: Period['unit'], write: (zone: string) => string): string | undefined {
  const zones = zonesPassing(context.catalogue, unit, context.from, context.to);
  return zones.length === 0 ? undefined : byZone(context, (zone) => (zones.includes(zone) ? write(zone) : 'false'));
}
