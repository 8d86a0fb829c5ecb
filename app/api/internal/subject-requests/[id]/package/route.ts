import { defineRoute } from '@/features/access/gate';
import { downloadPackage } from '@/features/privacy/access-package/mutations/hand-out';
import { packageParams } from '@/features/privacy/access-package/schema';

export const GET = defineRoute({
  permission: { session: 'requests:write' },
  params: packageParams,
  run: async ({ params }, scope) => downloadPackage(scope, params.id),
});
