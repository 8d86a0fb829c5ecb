import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { boundTo } from '@/features/consent/data/may';
import { requireSegment } from '@/features/segments/data/api-segments';
import { countMembers, listMembers } from '@/features/segments/data/list-members';
import { memberListOutput, pageQuery, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List who is in a segment now, with how many there are and how many this key may not read',
  params: segmentParams,
  query: pageQuery,
  output: memberListOutput,
  run: async ({ params, query }, scope) => {
    await requireSegment(sql(), params.id);
    const bound = boundTo(scope);
    const { data, nextCursor } = await listMembers(sql(), { segmentId: params.id, ...query, bound });
    const counts = await countMembers(sql(), params.id, bound);
    return { data: data.map((m) => ({ profileId: m.profileId, enteredAt: m.enteredAt.toISOString() })), nextCursor, ...counts };
  },
  sees: {
    action: 'segment.members_read',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: ({ data }) => data.map(({ profileId }) => profileId),
  },
});
