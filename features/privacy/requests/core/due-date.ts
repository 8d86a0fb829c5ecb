import { momentOf, wallClock } from '@/lib/schedule';

const DAY = 86_400_000;
const SECONDS_TO_THE_END = 59_000;

/** Art. 12(3) GDPR: one month, and with a good reason two further ones. */
const MONTHS = { usual: 1, extended: 3 } as const;

type Clock = { receivedAt: Date; pausedMs: number; extended: boolean };

/**
 * When an answer is due: the same day of a later calendar month, or that month's last day when there is no such day, at 23:59:59 in the
 * company's zone. It moves by as many whole days as the clock stood still. A due date on a holiday stays where it is: earlier is safe.
 */
export function dueDate({ receivedAt, pausedMs, extended }: Clock, timeZone: string): Date {
  const { year, month, day } = wallClock(receivedAt, timeZone);
  const later = month - 1 + MONTHS[extended ? 'extended' : 'usual'];
  const last = new Date(Date.UTC(year, later + 1, 0)).getUTCDate();
  const date = new Date(Date.UTC(year, later, Math.min(day, last) + Math.floor(pausedMs / DAY)));
  const end = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: 23, minute: 59 };
  return new Date(momentOf(end, timeZone).getTime() + SECONDS_TO_THE_END);
}

/** How long the clock has stood still by `now`, this pause included. */
export const pausedBy = ({ pausedMs, pausedAt }: { pausedMs: number; pausedAt: Date | null }, now: Date): number =>
  pausedMs + (pausedAt ? Math.max(0, now.getTime() - pausedAt.getTime()) : 0);

/**
 * Calendar days that are left in the company's zone: 0 on the last day, negative when late. While the clock stands still, what was left
 * when it stopped; of a request that has ended, what was left at its end.
 */
export function daysLeft(request: { dueAt: Date; pausedAt: Date | null; finishedAt: Date | null }, now: Date, timeZone: string): number {
  const at = request.finishedAt ?? request.pausedAt ?? now;
  return dayNumber(request.dueAt, timeZone) - dayNumber(at, timeZone);
}

function dayNumber(at: Date, timeZone: string): number {
  const { year, month, day } = wallClock(at, timeZone);
  return Date.UTC(year, month - 1, day) / DAY;
}
