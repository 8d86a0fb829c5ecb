import { z } from 'zod';

/**
 * When something repeats, in the company's time zone: every so many minutes, every hour, every day or one day of the week at a time of
 * day. `weekday`: 1 Monday … 7 Sunday.
 */
export const scheduleSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('minutes'), minutes: z.union([z.literal(5), z.literal(15), z.literal(30)]) }),
  z.strictObject({ every: z.literal('hour') }),
  z.strictObject({ every: z.literal('day'), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.strictObject({
    every: z.literal('week'),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    weekday: z.number().int().min(1).max(7),
  }),
]);
export type Schedule = z.output<typeof scheduleSchema>;

const MINUTE = 60_000;
const DAY = 86_400_000;

type Wall = { year: number; month: number; day: number; hour: number; minute: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const two = '2-digit' as const;
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What a clock on the wall shows at this moment. */
export function wallClock(at: Date, timeZone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return { year, month, day, hour, minute };
}

const asUtc = ({ year, month, day, hour, minute }: Wall): number => Date.UTC(year, month - 1, day, hour, minute);

/**
 * The moment at which clocks show this. A time that is left out when the clocks go forward is taken as long after midnight as it would
 * have been; of a time that comes twice, the first is meant.
 */
export function momentOf(wall: Wall, timeZone: string): Date {
  const target = asUtc(wall);
  const offsets = [target - DAY, target + DAY].map((at) => asUtc(wallClock(new Date(at), timeZone)) - at);
  const candidates = offsets.map((offset) => target - offset);
  const exact = candidates.filter((at) => asUtc(wallClock(new Date(at), timeZone)) === target).sort((a, b) => a - b);
  return new Date(exact[0] ?? target - (offsets[0] ?? 0));
}

/** The first moment after `after` at which the schedule is due. */
export function nextRun(schedule: Schedule, after: Date, timeZone: string): Date {
  if (schedule.every === 'minutes') return nextMultiple(after, schedule.minutes * MINUTE);
  if (schedule.every === 'hour') return nextMultiple(after, 60 * MINUTE);
  const [hour = 0, minute = 0] = schedule.at.split(':').map(Number);
  const today = wallClock(after, timeZone);
  for (let days = 0; days <= 8; days++) {
    const date = new Date(Date.UTC(today.year, today.month - 1, today.day + days));
    if (schedule.every === 'week' && (date.getUTCDay() || 7) !== schedule.weekday) continue;
    const wall = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour, minute };
    const moment = momentOf(wall, timeZone);
    if (moment.getTime() > after.getTime()) return moment;
  }
  throw new Error('A schedule is due within eight days');
}

const nextMultiple = (after: Date, step: number): Date => new Date((Math.floor(after.getTime() / step) + 1) * step);
