import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';

const reason = z.string().trim().min(3, keyed('consent.source', 'Say where this comes from, for example a ticket number')).max(500);

export const standingInput = z.strictObject({ profileId: z.uuid(), on: z.boolean(), reason });
