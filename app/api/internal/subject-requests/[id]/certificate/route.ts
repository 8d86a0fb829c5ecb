import { defineRoute } from '@/features/access/gate';
import { packageParams } from '@/features/privacy/access-package/schema';
import { certificateFile } from '@/features/privacy/erasure/data/certificate';
import { certificateQuery } from '@/features/privacy/erasure/schema';

export const GET = defineRoute({
  permission: { session: 'requests:read' },
  params: packageParams,
  query: certificateQuery,
  run: async ({ params, query }) => certificateFile(params.id, query.part),
});
