import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { requireSegment } from '@/features/segments/data/api-segments';
import { pageQuery, segmentParams } from '@/features/segments/schema';
import { listVersions } from '@/features/segments/versions/data/list-versions';
import { versionListOutput } from '@/features/segments/versions/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List the versions of a segment, the newest first: who changed what when',
  params: segmentParams,
  query: pageQuery,
  output: versionListOutput,
  run: async ({ params, query }) => {
    await requireSegment(sql(), params.id);
    const { data, nextCursor } = await listVersions(sql(), { segmentId: params.id, ...query });
    return { data: data.map(({ json, ...version }) => ({ ...version, rule: JSON.parse(json) as unknown })), nextCursor };
  },
});
