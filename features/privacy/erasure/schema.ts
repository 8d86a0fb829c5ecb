import { z } from 'zod';

/** `signature`: the detached signature in its bytes, as openssl takes it. */
export const certificateQuery = z.strictObject({ part: z.enum(['certificate', 'signature']).default('certificate') });
