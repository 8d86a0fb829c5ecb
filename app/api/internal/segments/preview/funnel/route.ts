import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { funnelOf } from '@/features/segments/data/funnel-of';
import { previewSchema } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { session: 'segments:write' },
  body: previewSchema,
  run: async ({ body, request }) => ({ funnel: (await funnelOf(sql(), body.rule, request.signal)) ?? null }),
});
