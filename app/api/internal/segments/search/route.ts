import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { findSegments } from '@/features/segments/data/list-segments';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: z.strictObject({ q: z.string().trim().min(1).max(200), limit: z.coerce.number().int().min(1).max(20).default(6) }),
  run: async ({ query }) => ({ data: await findSegments(sql(), query.q, query.limit) }),
});
