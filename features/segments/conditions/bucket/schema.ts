import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { nameSchema } from '../value-schema';

export const percentSchema = z.number().min(0).max(100);

/** A random but lasting part of everybody, by a hash of `seed` and the person's id: from `from` percent (included) to `to` (not). */
export const bucketSchema = z
  .strictObject({ kind: z.literal('bucket'), seed: nameSchema, from: percentSchema, to: percentSchema })
  .refine((b) => b.from < b.to, { path: ['to'], message: keyed('rule.bucketOrder', 'The part must end above where it begins') })
  .meta({ id: 'BucketCondition' });

export type BucketCondition = z.infer<typeof bucketSchema>;
