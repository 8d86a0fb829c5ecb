import { type ConsentCondition, consentSchema } from './consent/schema';
import { type EventCondition, eventSchema } from './event/schema';
import { type SegmentCondition, segmentSchema } from './segment/schema';
import { type SequenceCondition, sequenceSchema } from './sequence/schema';
import { type TraitCondition, traitSchema } from './trait/schema';

/** Every kind of condition: the part that browser and server share. */
export const conditionSchemas = {
  trait: traitSchema,
  event: eventSchema,
  segment: segmentSchema,
  consent: consentSchema,
  sequence: sequenceSchema,
} as const;

export type ConditionKindName = keyof typeof conditionSchemas;
export type Condition = TraitCondition | EventCondition | SegmentCondition | ConsentCondition | SequenceCondition;

/** Whether a kind of this name exists. */
export const isConditionKind = (name: unknown): name is ConditionKindName =>
  typeof name === 'string' && Object.hasOwn(conditionSchemas, name);
