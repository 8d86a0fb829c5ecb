import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listOutput, listParams } from '@/features/segments/lists/api-schema';
import { listAfterChange } from '@/features/segments/lists/data/list-after-change';
import { archiveList } from '@/features/segments/lists/mutations/lists';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Archive a list: who is on it stays. Refused while a segment asks for it',
  params: listParams,
  output: listOutput,
  run: async ({ params, request }, scope) => {
    await sql().begin((tx) => archiveList(tx, scope, params.id));
    return listAfterChange(scope, params.id, request.signal);
  },
});
