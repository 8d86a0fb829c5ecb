import { z } from 'zod';
import { percentSchema } from '../conditions/bucket/schema';

/** The part of everybody, in percent, whom the company leaves alone; `seed` decides who they are: another one means other people. */
export const holdoutSettingSchema = z.strictObject({ percent: percentSchema, seed: z.string().trim().min(1).max(100) });
