import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { compareVersions } from '@/features/segments/versions/data/compare-versions';
import { versionPair } from '@/features/segments/versions/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: versionPair,
  run: ({ params, query, request }) => compareVersions(sql(), { segmentId: params.id, ...query }, request.signal),
});
