import { z } from 'zod';
import { MAX_WINDOW_DAYS } from '../constants';

const MINUTE = 60_000;
/** Milliseconds of each unit. A day is 24 hours, a month 30 days: said on screen, so that a window never moves backwards. */
export const unitMs = {
  minutes: MINUTE,
  hours: 60 * MINUTE,
  days: 1440 * MINUTE,
  weeks: 7 * 1440 * MINUTE,
  months: 30 * 1440 * MINUTE,
} as const;

export type DurationUnit = keyof typeof unitMs;

const amount = (unit: DurationUnit) =>
  z
    .int()
    .min(1)
    .max(Math.floor((MAX_WINDOW_DAYS * unitMs.days) / unitMs[unit]))
    .optional();

/** A length of time in exactly one unit: `{ "days": 30 }`. */
export const durationSchema = z
  .strictObject({
    minutes: amount('minutes'),
    hours: amount('hours'),
    days: amount('days'),
    weeks: amount('weeks'),
    months: amount('months'),
  })
  // What is built on a length need not be asked when there is none.
  .refine((d) => Object.values(d).filter((n) => n !== undefined).length === 1, {
    message: 'Give one of minutes, hours, days, weeks or months',
    abort: true,
  });

export type Duration = z.infer<typeof durationSchema>;

/** The length in milliseconds. @throws Error on a duration without a unit. */
export function durationMs(duration: Duration): number {
  for (const unit of Object.keys(unitMs) as DurationUnit[]) {
    const n = duration[unit];
    if (n !== undefined) return n * unitMs[unit];
  }
  throw new Error('A duration without a unit');
}
