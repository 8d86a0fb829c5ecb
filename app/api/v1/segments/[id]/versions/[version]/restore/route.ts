import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { segmentOutput } from '@/features/segments/schema';
import { restoreVersion } from '@/features/segments/versions/mutations';
import { restoreVersionBody, versionParams } from '@/features/segments/versions/schema';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Make a segment again what it was in a version, as a new version',
  params: versionParams,
  body: restoreVersionBody,
  output: segmentOutput,
  run: async ({ params: { id, version }, body }, scope) => {
    await sql().begin((tx) => restoreVersion(tx, scope, { id, current: body.version, version, note: body.note }));
    return apiSegment(sql(), scope, id);
  },
});
