import { defineRoute } from '@/features/access/gate';
import { AppError } from '@/lib/errors';

// Any address of the API that is no route's, whatever the method: other sites' requests as well, since nothing is read.
const missing = defineRoute({
  permission: 'public',
  anyOrigin: true,
  run: async () => {
    throw new AppError('not_found', 'There is no such address in the API. See /api/openapi.json for those there are.', {
      key: 'noAddress',
    });
  },
});

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
