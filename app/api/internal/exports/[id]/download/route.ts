import { defineRoute } from '@/features/access/gate';
import { downloadExport } from '@/features/activation/mutations/download-export';
import { idParams } from '@/features/activation/schema';

export const GET = defineRoute({
  permission: { session: 'segments:export' },
  params: idParams,
  run: ({ params }, scope) => downloadExport(scope, params.id),
});
