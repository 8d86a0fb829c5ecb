import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { ANY_EVENT } from '../../constants';
import { durationMs, durationSchema } from '../duration';
import { momentEnd, momentStart } from '../moment';
import { periodUnits } from '../period';
import { momentSchema, nameSchema } from '../value-schema';

const offsets = z
  .strictObject({ from: durationSchema.optional(), to: durationSchema })
  .refine((b) => b.from === undefined || durationMs(b.from) > durationMs(b.to), {
    path: ['from'],
    message: keyed('rule.windowOrder', 'The window must begin before it ends: give a longer time ago'),
  });

const absolute = z
  .strictObject({ from: momentSchema.optional(), to: momentSchema.optional() })
  .refine((w) => w.from !== undefined || w.to !== undefined, keyed('rule.windowBounds', 'Give from, to, or both'))
  .refine((w) => w.from === undefined || w.to === undefined || momentStart(w.from) < momentEnd(w.to), {
    path: ['to'],
    message: keyed('rule.windowEnd', 'The window must end after it begins'),
  });

const last = z.strictObject({ last: durationSchema });
const between = z.strictObject({ between: offsets });

/** A unit of the calendar in the person's time zone: 0 is the present one, -1 the one before. `part`: all time before it began, or since. */
const calendar = z.strictObject({
  calendar: z.strictObject({ unit: z.enum(periodUnits), offset: z.int().min(-120).max(0) }),
  part: z.enum(['before', 'since']).optional(),
});

const named = nameSchema.refine((name) => name !== ANY_EVENT, keyed('rule.namedEvent', 'Name one event'));

/**
 * Rolling (`last`), between two times ago (without `from`: longer ago than `to`), or absolute (`from` included, `to` excluded unless
 * it is a whole day): the same for everybody.
 */
export const windowSchema = z.union([last, between, absolute]);
/** Those, and units of the calendar. */
export const calendarWindowSchema = z.union([last, between, calendar, absolute]);
/** Those, and what begins with something of the person's own: after a date trait, or after the first or last of another event. */
export const eventWindowSchema = z.union([
  last,
  between,
  calendar,
  z.strictObject({ sinceTrait: z.strictObject({ trait: nameSchema }) }),
  z.strictObject({ sinceEvent: z.strictObject({ event: named, which: z.enum(['first', 'last']) }) }),
  absolute,
]);

export type FixedWindow = z.infer<typeof windowSchema>;
export type CalendarWindow = z.infer<typeof calendarWindowSchema>;
export type EventWindow = z.infer<typeof eventWindowSchema>;
