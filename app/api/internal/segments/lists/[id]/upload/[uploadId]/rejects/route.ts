import { z } from 'zod';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { defineRoute } from '@/features/access/gate';
import { requireUpload } from '@/features/segments/lists/data/find-uploads';
import { rejectsCsv } from '@/features/segments/lists/data/rejects-csv';

/** What of an uploaded file brought nobody onto the list. */
export const GET = defineRoute({
  permission: { session: 'segments:write' },
  params: z.object({ id: z.uuid(), uploadId: z.uuid() }),
  run: async ({ params: { id, uploadId } }, scope) => {
    await requireUpload(sql(), id, uploadId);
    await sql().begin((tx) =>
      audit(tx, scope, { action: 'list.unmatched_downloaded', subjectType: 'list', subjectId: id, details: { upload: uploadId } }),
    );
    return new Response(rejectsCsv(sql(), uploadId), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="not-matched-${uploadId}.csv"`,
        'cache-control': 'no-store',
      },
    });
  },
});
