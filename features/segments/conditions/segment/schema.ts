import { z } from 'zod';

/** Being in, or not in, another segment: answered by that segment's rule at the same moment. */
export const segmentSchema = z
  .strictObject({ kind: z.literal('segment'), segmentId: z.uuid(), op: z.enum(['in', 'not_in']).optional() })
  .meta({ id: 'SegmentCondition' });

export type SegmentCondition = z.infer<typeof segmentSchema>;
