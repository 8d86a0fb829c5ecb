import { defineRoute } from '@/features/access/gate';
import { exportRequests } from '@/features/privacy/requests/mutations/export-requests';
import { listQuery } from '@/features/privacy/requests/schema';

export const GET = defineRoute({
  permission: { session: 'requests:read' },
  query: listQuery,
  run: async ({ query }, scope) =>
    new Response(await exportRequests(scope, query), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="requests.csv"',
        'cache-control': 'no-store',
      },
    }),
});
