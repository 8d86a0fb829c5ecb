import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { HISTORY_DAYS } from '../../constants';
import { durationMs, durationSchema, unitMs } from '../duration';
import { momentSchema } from '../value-schema';

const named = { kind: z.literal('segment'), segmentId: z.uuid() };

/** Being in, or not in, another segment: answered by that segment's rule at the same moment. */
const byRule = z.strictObject({ ...named, op: z.enum(['in', 'not_in']).optional() });

const within = durationSchema.refine(
  (d) => durationMs(d) <= HISTORY_DAYS * unitMs.days,
  keyed('rule.historyDays', `Who entered and left is known for ${HISTORY_DAYS} days: give a shorter time`, { days: HISTORY_DAYS }),
);

/** Having entered or left it lately, or having been in it at a moment (a day: its first moment, UTC), by the stored history. */
const byHistory = [
  z.strictObject({ ...named, op: z.enum(['entered_within', 'left_within']), within }),
  z.strictObject({ ...named, op: z.literal('was_in'), at: momentSchema }),
] as const;

export const segmentSchema = z.discriminatedUnion('op', [byRule, ...byHistory]).meta({ id: 'SegmentCondition' });

export type SegmentCondition = z.infer<typeof segmentSchema>;
export type SegmentHistoryCondition = z.infer<(typeof byHistory)[number]>;

/** Whether the condition reads who entered and left, and not the other segment's rule. */
export const asksHistory = (c: SegmentCondition): c is SegmentHistoryCondition =>
  c.op === 'entered_within' || c.op === 'left_within' || c.op === 'was_in';
