import { z } from 'zod';

const bits = z.coerce.number().int().min(0).max(2_147_483_647);

/** A stretch of time: from, included, up to, excluded. */
export const reasonsQuery = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() });

/** Whom one reason is about; `version` and `flipped` are absent where they are not known. */
export const reasonPeopleQuery = reasonsQuery.extend({
  change: z.enum(['enter', 'leave']),
  cause: z.enum(['event', 'clock', 'rule', 'consent', 'merge', 'edit', 'erasure', 'score']),
  version: bits.optional(),
  flipped: bits.optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
