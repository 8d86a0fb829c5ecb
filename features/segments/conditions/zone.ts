import { momentOf, wallClock } from '@/lib/schedule';
import { ZONE_TRAITS } from '@/lib/time-zone';
import { DAY_MS } from './moment';
import type { Period, PeriodUnit } from './period';
import type { Catalogue, CompileContext, EvaluateContext, ProfileFacts } from './types';

const MINUTE_MS = 60_000;
/** From this year on clocks everywhere differ from UTC by whole minutes, so that dates change between minutes. */
const WHOLE_MINUTES = Date.UTC(1980, 0, 1);
const MOST_REMEMBERED = 5_000;

/** Remembers what was worked out: reading clocks of zones is dear, and each batch asks the same of many rules. */
function remembered(known: Map<string, number>, key: string, work: () => number): Date {
  const found = known.get(key) ?? work();
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, found);
  return new Date(found);
}

const dates = new Map<string, number>();
const starts = new Map<string, number>();

/** The date that clocks in the zone show, as midnight UTC of that date: dates are counted without zones. */
export function dateIn(zone: string, at: Date): Date {
  const work = () => {
    const { year, month, day } = wallClock(at, zone);
    return Date.UTC(year, month - 1, day);
  };
  if (at.getTime() < WHOLE_MINUTES) return new Date(work());
  return remembered(dates, `${Math.floor(at.getTime() / MINUTE_MS)} ${zone}`, work);
}

/** The moment at which the date (midnight UTC) begins in the zone. */
export const startOfDate = (date: Date, zone: string): Date =>
  remembered(starts, `${date.getTime()} ${zone}`, () =>
    momentOf({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: 0, minute: 0 }, zone).getTime(),
  );

/** The first date of the period that is `offset` units after the one with this date. Weeks begin on Monday (ISO 8601). */
function firstDate(date: Date, { unit, offset }: Period): Date {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'day':
      return new Date(Date.UTC(year, month, day + offset));
    case 'week':
      return new Date(Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7) + 7 * offset));
    case 'month':
      return new Date(Date.UTC(year, month + offset, 1));
    case 'quarter':
      return new Date(Date.UTC(year, month - (month % 3) + 3 * offset, 1));
    case 'year':
      return new Date(Date.UTC(year + offset, 0, 1));
  }
}

/** The dates of the period as seen in the zone at `now`: `from <= date < to`, as midnights UTC. */
export function periodDates({ unit, offset }: Period, now: Date, zone: string): { from: Date; to: Date } {
  const today = dateIn(zone, now);
  return { from: firstDate(today, { unit, offset }), to: firstDate(today, { unit, offset: offset + 1 }) };
}

/** The moments of the period as seen in the zone at `now`: `from <= moment < to`. A day may have 23 or 25 hours. */
export function periodBounds(period: Period, now: Date, zone: string): { from: Date; to: Date } {
  const { from, to } = periodDates(period, now, zone);
  return { from: startOfDate(from, zone), to: startOfDate(to, zone) };
}

type Zones = Pick<Catalogue, 'companyZone' | 'zones'>;

/** Every zone in use: the company's, and those that people live in. */
export const zonesOf = ({ companyZone, zones }: Zones): string[] => [companyZone, ...zones.filter((zone) => zone !== companyZone)];

/** What is needed to write what depends on the person's zone; `zoneSql`: where that stands, if not in `profiles p`. */
export type Zoned = Pick<CompileContext, 'statement' | 'catalogue'> & { zoneSql?: string };

/**
 * An SQL expression over `profiles p` that depends on the zone of the person: their own when it is known, else the company's.
 * Just what `write` answers when no other zone is in use.
 */
export function byZone({ statement, catalogue, zoneSql = 'p.time_zone' }: Zoned, write: (zone: string) => string): string {
  const [company, ...others] = zonesOf(catalogue);
  const otherwise = write(company ?? 'UTC');
  if (others.length === 0) return otherwise;
  return `(case ${zoneSql} ${others.map((zone) => `when ${statement.text(zone)} then ${write(zone)}`).join(' ')} else ${otherwise} end)`;
}

/** The zones in which a period of the unit ends, and the next begins, in `(from, to]`. */
export function zonesPassing(zones: Zones, unit: PeriodUnit, from: Date, to: Date): string[] {
  return zonesOf(zones).filter((zone) => {
    const now = { unit, offset: 0 };
    return periodDates(now, from, zone).from.getTime() !== periodDates(now, to, zone).from.getTime();
  });
}

/** The zone that counts for a person, from plain data. */
export const zoneFor = ({ timeZone }: Pick<ProfileFacts, 'timeZone'>, { companyZone }: Pick<EvaluateContext, 'companyZone'>): string =>
  timeZone ?? companyZone;

/** What a condition depends on whose answer depends on the person's zone; the catalogue holds the zones when a rule lists these. */
export const zoneDependencies: readonly string[] = ZONE_TRAITS.map((trait) => `trait:${trait}`);

/**
 * The days of the year, as MM-DD, on which an anniversary falls that counts on any date from `first` to `last`: that day or within the
 * next `days` days. In a year without a 29 February its anniversary is the 28th.
 */
export function anniversaryKeys(first: Date, last: Date, days: number): string[] {
  const keys = new Set<string>();
  for (let at = first.getTime(), n = 0; at <= last.getTime() + days * DAY_MS && n <= 366; at += DAY_MS, n++) {
    const date = new Date(at);
    keys.add(date.toISOString().slice(5, 10));
    const leap = new Date(Date.UTC(date.getUTCFullYear(), 1, 29)).getUTCMonth() === 1;
    if (!leap && date.getUTCMonth() === 1 && date.getUTCDate() === 28) keys.add('02-29');
  }
  return [...keys].sort();
}
