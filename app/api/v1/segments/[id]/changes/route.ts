import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { boundTo } from '@/features/consent/data/may';
import { requireSegment } from '@/features/segments/data/api-segments';
import { listChanges } from '@/features/segments/data/list-changes';
import { changeListOutput, changeQuery, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List who entered and left a segment; reading on from the last cursor misses nothing',
  params: segmentParams,
  query: changeQuery,
  output: changeListOutput,
  run: async ({ params, query }, scope) => {
    await requireSegment(sql(), params.id);
    const { data, ...rest } = await listChanges(sql(), { segmentId: params.id, ...query, bound: boundTo(scope) });
    return { data: data.map(({ segmentId: _, at, ...change }) => ({ ...change, at: at.toISOString() })), ...rest };
  },
  sees: {
    action: 'segment.changes_read',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: ({ data }) => data.map(({ profileId }) => profileId),
  },
});
