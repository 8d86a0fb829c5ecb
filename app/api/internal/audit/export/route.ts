import { defineRoute } from '@/features/access/gate';
import { exportAudit } from '@/features/access/mutations/export-audit';
import { auditFilter } from '@/features/access/schema';

export const GET = defineRoute({
  permission: { session: 'audit:read' },
  query: auditFilter,
  run: async ({ query }, scope) =>
    new Response(await exportAudit(scope, query), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit-log.csv"',
        'cache-control': 'no-store',
      },
    }),
});
