import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { estimateRule } from '@/features/segments/data/estimate-rule';
import { previewSchema } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { session: 'segments:write' },
  body: previewSchema,
  run: async ({ body, request }) => ({ estimate: (await estimateRule(sql(), body.rule, request.signal)) ?? null }),
});
