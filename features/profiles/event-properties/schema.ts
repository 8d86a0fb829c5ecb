import { z } from 'zod';

const name = z.string().min(1).max(300);

export const searchableInput = z.strictObject({ event: name, property: name, searchable: z.boolean() });
export type SearchableInput = z.infer<typeof searchableInput>;

export const eventPropertiesQuery = z.strictObject({
  /** Part of an event's or a property's name. */
  q: z.string().max(200).optional(),
  /** Only those that people can be found by. */
  searchable: z.literal('true').optional(),
  cursor: z.string().max(1_500).optional(),
});
export type EventPropertiesQuery = z.infer<typeof eventPropertiesQuery>;

/** Where a walk over stored events stands: behind this event. */
export const position = z.strictObject({ at: z.string(), id: z.uuid() });
export type Position = z.infer<typeof position>;
