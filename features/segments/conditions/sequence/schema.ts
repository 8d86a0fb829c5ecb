import { z } from 'zod';
import { issueSaid, keyed } from '@/lib/said-of-issue';
import { durationMs, durationSchema } from '../duration';
import { propertyFilterSchema } from '../event/filter-schema';
import { windowSchema } from '../event/window-schema';
import { nameSchema } from '../value-schema';

export const MOST_STEPS = 6;

const where = z.array(propertyFilterSchema).min(1).max(20).optional();
const first = z.strictObject({ event: nameSchema, where });
/** `within` is counted from the step before; `not`: no such event within that time (the last step only). */
const next = z.strictObject({ event: nameSchema, where, within: durationSchema, not: z.literal(true).optional() });

/** A property whose value all steps share; a step without it (missing, null, list, object) counts as no step. */
const same = z.strictObject({ property: nameSchema, path: z.array(nameSchema).min(1).max(5).optional() });

/**
 * Events one after the other. It holds when there are events e₁ … eₙ of one person, each of its step's name and filters, such that
 * every one is strictly later than the one before and at most `within` later. Any event may begin a chain, not the first one only, and other
 * events in between do not matter. Two events of the very same moment are in no order, so neither follows the other.
 *
 * - `window`: the moment of e₁ lies in it. Later steps may lie after it.
 * - `same`: all events carry the same text or number there (a number equals the text that writes it); without it an event is no step.
 * - `not` on the last step: there is a chain of the steps before whose last event is followed by no such event within its time, and that time
 *   has run out. While it has not, the sequence does not hold.
 * - Nothing dated after now counts.
 */
export const sequenceSchema = z
  .strictObject({
    kind: z.literal('sequence'),
    steps: z
      .tuple([first, next], next)
      .refine((steps) => steps.length <= MOST_STEPS, keyed('rule.steps', 'A sequence has two to six steps')),
    same: same.optional(),
    window: windowSchema.optional(),
  })
  .superRefine(({ steps }, ctx) => {
    for (const [i, step] of steps.entries()) {
      if (!('not' in step) || i === steps.length - 1) continue;
      const message = 'Only the last step can be one that did not happen';
      ctx.addIssue(issueSaid(['steps', i, 'not'], { message, key: 'rule.notLast' }));
    }
  })
  .meta({ id: 'SequenceCondition' });

export type SequenceCondition = z.infer<typeof sequenceSchema>;
export type SequenceStep = SequenceCondition['steps'][number];

/** The time that a step has after the one before, in milliseconds; the first has none. */
export const withinMs = (step: SequenceStep): number => ('within' in step ? durationMs(step.within) : 0);

/** Whether the step is one that must not happen. */
export const isAbsence = (step: SequenceStep): boolean => 'not' in step && step.not === true;
