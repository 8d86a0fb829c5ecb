import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { MAX_WINDOW_DAYS } from '../../constants';
import { type Duration, durationMs, durationSchema } from '../duration';
import { filtersSchema } from '../event/filter-schema';
import { calendarWindowSchema } from '../event/window-schema';
import { DAY_MS } from '../moment';
import { nameSchema } from '../value-schema';

const base = { kind: z.literal('activity'), event: nameSchema, where: filtersSchema.optional() };
const reaches = (durations: (Duration | number)[]): boolean =>
  durations.reduce<number>((ms, d) => ms + (typeof d === 'number' ? d : durationMs(d)), 0) <= MAX_WINDOW_DAYS * DAY_MS;
const tooLong = keyed('rule.reachTooLong', 'Together these times reach back more than ten years');

/**
 * How an event is performed over time: for the first or the last time in a window; regularly until some time ago and not since (`stopped`: at
 * least once in the `active` time before the last `quiet` time, and never in that); again after a break (`resumed`: in the `recent` time, never
 * in the `gap` before it, and before that); or at least once in each of the last `periods` periods (`regular`).
 */
export const activitySchema = z
  .discriminatedUnion('pattern', [
    z.strictObject({ ...base, pattern: z.enum(['first', 'last']), window: calendarWindowSchema }),
    z
      .strictObject({ ...base, pattern: z.literal('stopped'), active: durationSchema, quiet: durationSchema })
      .refine((c) => reaches([c.active, c.quiet]), { path: ['active'], message: tooLong }),
    z
      .strictObject({ ...base, pattern: z.literal('resumed'), recent: durationSchema, gap: durationSchema })
      .refine((c) => reaches([c.recent, c.gap]), { path: ['gap'], message: tooLong }),
    z
      .strictObject({ ...base, pattern: z.literal('regular'), every: durationSchema, periods: z.int().min(2).max(24) })
      .refine((c) => reaches([durationMs(c.every) * c.periods]), { path: ['periods'], message: tooLong }),
  ])
  .meta({ id: 'ActivityCondition' });

export type ActivityCondition = z.infer<typeof activitySchema>;
export type ActivityPattern = ActivityCondition['pattern'];
