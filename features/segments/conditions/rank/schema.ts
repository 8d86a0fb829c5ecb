import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { builtInTraits, isBuiltIn } from '../../constants';
import { nameSchema } from '../value-schema';

const numeric = nameSchema.refine(
  (trait) => !isBuiltIn(trait) || builtInTraits[trait] === 'number',
  keyed('rule.rankNumber', 'A rank needs a trait that is a number'),
);
const source = { kind: z.literal('rank'), trait: numeric };
const end = z.enum(['top', 'bottom']);
const ordered = (low: z.ZodType<number>, isOrdered: (pair: [number, number]) => boolean) =>
  z.tuple([low, low]).refine(isOrdered, keyed('rule.rankOrder', 'The first must lie below the second'));

/**
 * Where a number stands among everybody's: in the highest or lowest percent, in a tenth (1 the lowest, 10 the highest), or between two
 * percentiles. By cut points of a stamped moment; whoever lacks the trait is out.
 */
export const rankSchema = z
  .union([
    z.strictObject({ ...source, op: end, unit: z.literal('percent'), value: z.int().min(1).max(99) }),
    z.strictObject({ ...source, op: end, unit: z.literal('decile'), value: z.int().min(1).max(9) }),
    z.strictObject({
      ...source,
      op: z.literal('between'),
      unit: z.literal('percent'),
      value: ordered(z.int().min(0).max(100), ([a, b]) => a < b),
    }),
    z.strictObject({
      ...source,
      op: z.literal('between'),
      unit: z.literal('decile'),
      value: ordered(z.int().min(1).max(10), ([a, b]) => a <= b),
    }),
  ])
  .meta({ id: 'RankCondition' });

export type RankCondition = z.infer<typeof rankSchema>;
