import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readFields } from '@/features/segments/data/event-fields';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: z.strictObject({ event: z.string().min(1).max(200) }),
  run: async ({ query }) => ({ data: await readFields(sql(), query.event) }),
});
