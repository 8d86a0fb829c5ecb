import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { getImport } from '@/features/ingest/imports/data/find-imports';

export const GET = defineRoute({
  permission: { session: 'imports:write' },
  params: z.strictObject({ id: z.uuid() }),
  run: async ({ params }) => {
    const { status, progress, counts, report, error } = await getImport(sql(), params.id);
    return { status, progress, counts, report, error };
  },
});
