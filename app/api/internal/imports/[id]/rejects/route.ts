import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { getImport } from '@/features/ingest/imports/data/find-imports';
import { rejectsCsv } from '@/features/ingest/imports/data/rejects-csv';

export const GET = defineRoute({
  permission: { session: 'imports:write' },
  params: z.strictObject({ id: z.uuid() }),
  run: async ({ params }) => {
    const found = await getImport(sql(), params.id);
    return new Response(rejectsCsv(sql(), found.id), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects-${found.id}.csv"`,
        'cache-control': 'no-store',
      },
    });
  },
});
