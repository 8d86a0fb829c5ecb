import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listFileRuns } from '@/features/activation/data/file-runs';
import { idParams } from '@/features/activation/schema';

export const GET = defineRoute({
  permission: { session: 'destinations:read' },
  params: idParams,
  run: ({ params }) => listFileRuns(sql(), params.id),
});
