import { defineRoute } from '@/features/access/gate';
import { apiRequest, apiRequests } from '@/features/privacy/requests/data/api-requests';
import { registerByApi } from '@/features/privacy/requests/mutations/register-by-staff';
import { apiIntake, apiListQuery, requestListOutput, requestOutput } from '@/features/privacy/requests/schema';

export const GET = defineRoute({
  permission: { scope: 'requests:read' },
  summary: 'List requests of data subjects by urgency: how far each is, nothing about the person',
  query: apiListQuery,
  output: requestListOutput,
  run: ({ query }) => apiRequests(query),
});

export const POST = defineRoute({
  permission: { scope: 'requests:write' },
  summary: 'Register a request of a data subject; staff confirm the identity and carry it out',
  body: apiIntake,
  output: requestOutput,
  status: 201,
  run: async ({ body }, scope) => apiRequest((await registerByApi(scope, body)).id),
});
