import { z } from 'zod';
import { windowSchema } from '../event/window-schema';
import { nameSchema, scalarSchema } from '../value-schema';

/**
 * What a person cares about, by what they do: the share of a property's value (a category, a brand) among their browsing and purchases.
 * Read from the events and from the items of their list of products; an order weighs more than a look. Whoever has fewer than `least`
 * events with the property is out, whatever the operator.
 */
export const interestSchema = z
  .strictObject({
    kind: z.literal('interest'),
    property: nameSchema,
    value: scalarSchema,
    /** Names of the events; without it product views, things put into the cart, and orders. */
    events: z.array(nameSchema).min(1).max(10).optional(),
    op: z.enum(['gte', 'lte']),
    /** From 0 to 1, to the hundredth of a percent. */
    share: z.number().min(0).max(1),
    least: z.int().min(1).max(1_000),
    window: windowSchema.optional(),
  })
  .meta({ id: 'InterestCondition' });

export type InterestCondition = z.infer<typeof interestSchema>;
