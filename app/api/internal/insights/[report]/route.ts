import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readReport, reportNames } from '@/features/insights/data/read-report';
import { dashboardFilter } from '@/features/insights/schema';

export const GET = defineRoute({
  permission: { session: 'dashboards:read' },
  params: z.object({ report: z.enum(reportNames) }),
  query: dashboardFilter,
  run: ({ params, query }) => readReport(sql(), params.report, query),
});
