import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { changeListInput, listOutput, listParams } from '@/features/segments/lists/api-schema';
import { apiList } from '@/features/segments/lists/data/api-lists';
import { listAfterChange } from '@/features/segments/lists/data/list-after-change';
import { updateList } from '@/features/segments/lists/mutations/lists';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Read a list: its name, state and size',
  params: listParams,
  output: listOutput,
  run: ({ params, request }, scope) => readWithin(sql(), (tx) => apiList(tx, scope, params.id, { signal: request.signal })),
});

export const PATCH = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Change the name or the description of a list',
  params: listParams,
  body: changeListInput,
  output: listOutput,
  run: async ({ params, body, request }, scope) => {
    await sql().begin((tx) => updateList(tx, scope, { ...body, id: params.id }));
    return listAfterChange(scope, params.id, request.signal);
  },
});
