import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { filtersSchema } from '../conditions/event/filter-schema';
import { propertyRefSchema } from '../conditions/event/schema';
import { eventWindowSchema } from '../conditions/event/window-schema';
import { nameSchema } from '../conditions/value-schema';

/** Which events are measured: those of an event condition. */
const eventSource = {
  event: nameSchema,
  window: eventWindowSchema.optional(),
  where: filtersSchema.optional(),
};

/** Most values in a unique list. */
export const MOST_LISTED = 100;

/** Measures that give a number, and may be parts of a ratio. */
export const numberMeasures = ['count', 'sum', 'average', 'minimum', 'maximum', 'median', 'unique_count'] as const;
/** Measures that give values of a property. */
const valueMeasures = ['first', 'last', 'most_frequent', 'unique_list'] as const;
export const measures = [...numberMeasures, ...valueMeasures, 'days_since', 'ratio'] as const;
export type MeasureName = (typeof measures)[number];

const counted = z.strictObject({ measure: z.literal('count'), ...eventSource });
const added = z.strictObject({
  measure: z.enum(['sum', 'average', 'minimum', 'maximum', 'median']),
  ...eventSource,
  of: propertyRefSchema.optional(),
});
const distinct = z.strictObject({ measure: z.literal('unique_count'), ...eventSource, of: propertyRefSchema });
const chosen = z.strictObject({ measure: z.enum(['first', 'last', 'most_frequent']), ...eventSource, of: propertyRefSchema });
const listed = z.strictObject({ measure: z.literal('unique_list'), ...eventSource, of: propertyRefSchema });
const since = z.strictObject({ measure: z.literal('days_since'), which: z.enum(['first', 'last']), ...eventSource });

const numberMeasure = z.discriminatedUnion('measure', [counted, added, distinct]);
const ratio = z.strictObject({ measure: z.literal('ratio'), part: numberMeasure, whole: numberMeasure });

/** What a computed trait is made of: a measure over the events of a person that pass its filters in its window. */
export const definitionSchema = z
  .discriminatedUnion('measure', [counted, added, distinct, chosen, listed, since, ratio])
  .meta({ id: 'ComputedTraitDefinition', description: 'Filters and windows are those of event conditions in segment rules.' });

export type Definition = z.infer<typeof definitionSchema>;
export type NumberMeasure = z.infer<typeof numberMeasure>;
/** A measure over one event: everything but a ratio. */
export type EventMeasure = Exclude<Definition, { measure: 'ratio' }>;

/** Names as templates and destinations can write them. */
export const computedNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, keyed('computed.name', 'Begin with a letter; small letters, digits and _ only, 60 at most'));

export const createComputedSchema = z.strictObject({
  name: computedNameSchema,
  description: z.string().max(2_000).optional(),
  definition: definitionSchema,
});
export const updateComputedSchema = z.strictObject({
  name: computedNameSchema,
  /** The version that was edited: a newer one in the database refuses the change. */
  version: z.int().min(1),
  description: z.string().max(2_000).optional(),
  definition: definitionSchema.optional(),
});
export const oneComputedSchema = z.strictObject({ name: computedNameSchema });
export const previewComputedSchema = z.strictObject({ definition: definitionSchema });

export type CreateComputed = z.infer<typeof createComputedSchema>;
export type UpdateComputed = z.infer<typeof updateComputedSchema>;
