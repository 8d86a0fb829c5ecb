import { readCompanySettings } from '@/features/access/data/company';
import { defineRoute } from '@/features/access/gate';
import { listRequests } from '@/features/privacy/requests/data/list-requests';
import { listQuery } from '@/features/privacy/requests/schema';

export const GET = defineRoute({
  permission: { session: 'requests:read' },
  query: listQuery,
  run: async ({ query }, { actor }) =>
    listRequests(query, { userId: actor.type === 'user' ? actor.id : null, timeZone: (await readCompanySettings()).timeZone }),
});
