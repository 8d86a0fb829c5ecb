import { z } from 'zod';
import { defineRoute } from '@/features/access/gate';
import { nodeSchema } from '@/features/segments/schema';

/** The published JSON schema of a segment's rule. */
export const GET = defineRoute({
  permission: 'public',
  run: async () => Response.json(z.toJSONSchema(nodeSchema, { io: 'input' }), { headers: { 'content-type': 'application/schema+json' } }),
});
