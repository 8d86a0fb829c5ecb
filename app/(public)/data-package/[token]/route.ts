import { defineRoute } from '@/features/access/gate';
import { openPackageLink } from '@/features/privacy/access-package/mutations/hand-out';
import { linkParams } from '@/features/privacy/access-package/schema';

export const GET = defineRoute({
  permission: 'public',
  params: linkParams,
  run: async ({ params }, scope) => openPackageLink(scope, params.token),
});
