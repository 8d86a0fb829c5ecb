import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listSyncs } from '@/features/activation/data/destinations';
import { idParams } from '@/features/activation/schema';

export const GET = defineRoute({
  permission: { session: 'destinations:read' },
  params: idParams,
  run: async ({ params }) => ({ data: await listSyncs(sql(), params.id) }),
});
