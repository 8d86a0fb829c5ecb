import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readDemoState } from '@/features/sources/demo/data';

export const GET = defineRoute({
  permission: { session: 'dashboards:read' },
  run: async () => ({ state: (await readDemoState(sql())) ?? null }),
});
