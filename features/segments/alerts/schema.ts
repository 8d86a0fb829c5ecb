import { z } from 'zod';
import { alertKinds } from './types';

/** People, or percent for `changes`. */
export const addAlertSchema = z.strictObject({
  segmentId: z.uuid(),
  kind: z.enum(alertKinds),
  amount: z.number().min(0).max(1_000_000_000),
});
export type AddAlert = z.infer<typeof addAlertSchema>;
export const alertKey = z.strictObject({ id: z.uuid() });
