import { z } from 'zod';

/** Being one of those whom the company leaves alone, to compare with (see the company's settings). */
export const holdoutSchema = z.strictObject({ kind: z.literal('holdout'), op: z.enum(['in', 'not_in']) }).meta({ id: 'HoldoutCondition' });

export type HoldoutCondition = z.infer<typeof holdoutSchema>;

/** What a condition on the holdout reads, as in segment_dependencies. */
export const HOLDOUT_DEPENDENCY = 'setting:holdout';
