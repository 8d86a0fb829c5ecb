import { defineRoute } from '@/features/access/gate';
import { apiRequest } from '@/features/privacy/requests/data/api-requests';
import { requestOutput, requestParams } from '@/features/privacy/requests/schema';

export const GET = defineRoute({
  permission: { scope: 'requests:read' },
  summary: 'How far a request of a data subject is',
  params: requestParams,
  output: requestOutput,
  run: ({ params }) => apiRequest(params.id),
});
