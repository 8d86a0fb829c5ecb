import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { overviewQuery, readOverview } from '@/features/insights/data/overview';

export const GET = defineRoute({
  permission: { session: 'dashboards:read' },
  query: overviewQuery,
  run: ({ query }) => readOverview(sql(), query.days),
});
