import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { defineRoute } from '@/features/access/gate';
import { boundTo } from '@/features/consent/data/may';
import { requireSegment } from '@/features/segments/data/api-segments';
import { countMembers } from '@/features/segments/data/list-members';
import { countOutput, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Count who is in a segment now, and how many of them this key may not read',
  params: segmentParams,
  output: countOutput,
  run: async ({ params }, scope) => {
    await requireSegment(sql(), params.id);
    const { total, withheld } = await countMembers(sql(), params.id, boundTo(scope));
    return { count: total, withheld, asOf: (await databaseNow(sql())).toISOString() };
  },
});
