import { z } from 'zod';

const version = z.int().min(1).max(2_147_483_647);

/** `current` is the version that was looked at: a newer one in the database refuses the change. */
export const restoreVersionSchema = z.strictObject({
  id: z.uuid(),
  current: version,
  version,
  note: z.string().trim().max(500).optional(),
});
export type RestoreVersion = z.infer<typeof restoreVersionSchema>;

export const versionListOutput = z.object({
  data: z.array(
    z.object({
      version: z.int(),
      name: z.string(),
      description: z.string(),
      rule: z.unknown().describe('A SegmentRule'),
      changedBy: z.string(),
      changedAt: z.iso.datetime(),
      note: z.string(),
      restoredFrom: z.int().nullable().describe('The version that was brought back by this one'),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const versionParams = z.object({ id: z.uuid(), version: z.coerce.number().int().min(1).max(2_147_483_647) });
/** The address names the segment and the version that is to come back. */
export const restoreVersionBody = z.strictObject({
  version: version.describe('The version the segment has now; a newer one refuses the change'),
  note: z.string().trim().max(500).optional(),
});

const asked = z.coerce.number().int().min(1).max(2_147_483_647);
/** Two versions to be compared. */
export const versionPair = z.strictObject({ before: asked, after: asked });
