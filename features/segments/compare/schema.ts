import { z } from 'zod';
import { MOST_SEGMENTS } from './constants';

/** Ids with commas between them, as an address carries them. */
const idList = (most: number) =>
  z
    .string()
    .max(most * 37)
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(z.uuid()).max(most));

export const overlapQuery = z.strictObject({
  ids: idList(MOST_SEGMENTS)
    .refine((ids) => ids.length > 0, { error: 'Name at least one segment', abort: true })
    .describe(`Up to ${MOST_SEGMENTS} segments, with commas between them`),
});

/** Whom one intersection holds: in each of `within`, in none of `without`. */
export const intersectionQuery = z.strictObject({
  within: idList(MOST_SEGMENTS),
  without: idList(MOST_SEGMENTS).default([]),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const breakdownQuery = z.strictObject({ trait: z.string().min(1).max(200) });
/** Without `with`, beside everybody. */
export const differencesQuery = z.strictObject({ with: z.uuid().optional() });

export const overlapOutput = z.object({
  segments: z.array(z.object({ id: z.uuid(), name: z.string(), size: z.int() })).describe('Those asked for that are active'),
  intersections: z
    .array(z.object({ segmentIds: z.array(z.uuid()), count: z.int() }))
    .describe('How many are in exactly these segments and in none of the others, the largest first'),
  rest: z.object({ intersections: z.int(), people: z.int() }).describe('Rarer intersections that are not listed'),
  asOf: z.iso.datetime(),
});
