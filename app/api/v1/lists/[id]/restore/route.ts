import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listOutput, listParams } from '@/features/segments/lists/api-schema';
import { listAfterChange } from '@/features/segments/lists/data/list-after-change';
import { restoreList } from '@/features/segments/lists/mutations/lists';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Bring an archived list back',
  params: listParams,
  output: listOutput,
  run: async ({ params, request }, scope) => {
    await sql().begin((tx) => restoreList(tx, scope, params.id));
    return listAfterChange(scope, params.id, request.signal);
  },
});
