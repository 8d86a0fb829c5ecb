import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { sizeHistory } from '@/features/segments/data/size-history';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(730).default(30) }),
  run: async ({ params, query }) => ({ data: await sizeHistory(sql(), params.id, query.days) }),
});
