import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readProperties } from '@/features/segments/data/suggestions';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: z.strictObject({ event: z.string().min(1).max(200) }),
  run: async ({ query }) => ({ data: await readProperties(sql(), query.event) }),
});
