import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';

const key = z.string().min(1).max(50);

export const categoryInput = z.strictObject({
  category: z.string().trim().min(1, keyed('consent.name', 'Give it a name')).max(100),
  /** None removes the category. */
  cells: z.array(z.strictObject({ purpose: key, channel: key })).max(500),
});
