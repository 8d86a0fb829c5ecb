import { z } from 'zod';
import { absoluteTests, nameSchema, relativeTests } from '../value-schema';

const path = z.array(nameSchema).min(1).max(5).optional();
/** A property of the event, or a part of its context (campaign, device, page, country …); `path` goes into objects. */
const source = { property: nameSchema, path, in: z.literal('context').optional() };
const inItem = { property: nameSchema, path };
const item = z.discriminatedUnion('op', [...absoluteTests(inItem), ...relativeTests(inItem)]);
const ofValue = z.discriminatedUnion('op', [...absoluteTests(source), ...relativeTests(source)]);
/** A list of objects of which at least one fits all the filters at once: an order line with this product and more than two of it. */
const ofItems = z.strictObject({ ...source, some: z.array(item).min(1).max(10) });

/** What a property of an event, a part of its context, or one item of a list in it must be. */
export const propertyFilterSchema = z.union([ofValue, ofItems]);
export const filtersSchema = z.array(propertyFilterSchema).min(1).max(20);

export type ValueFilter = z.infer<typeof ofValue>;
export type ItemFilter = z.infer<typeof item>;
export type ItemsFilter = z.infer<typeof ofItems>;
export type PropertyFilter = z.infer<typeof propertyFilterSchema>;
