import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { traitLines } from '@/features/segments/computed/data/views';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  run: async () => ({ data: await traitLines(sql()) }),
});
