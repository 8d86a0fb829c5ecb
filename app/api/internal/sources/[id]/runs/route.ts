import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readConnection } from '@/features/sources/connections/data/read-connection';
import { runLogOf } from '@/features/sources/connections/data/run-log';
import { listRuns } from '@/features/sources/connections/data/runs';

export const GET = defineRoute({
  permission: { session: 'sources:read' },
  params: z.strictObject({ id: z.uuid() }),
  run: async ({ params }) => {
    const connection = await readConnection(sql(), params.id);
    return runLogOf(connection, await listRuns(sql(), params.id));
  },
});
