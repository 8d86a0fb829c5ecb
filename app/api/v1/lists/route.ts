import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { createListInput, listOutput, listsOutput, listsQuery } from '@/features/segments/lists/api-schema';
import { apiLists } from '@/features/segments/lists/data/api-lists';
import { listAfterChange } from '@/features/segments/lists/data/list-after-change';
import { createList } from '@/features/segments/lists/mutations/lists';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List the lists of people by name',
  query: listsQuery,
  output: listsOutput,
  run: ({ query, request }, scope) => readWithin(sql(), (tx) => apiLists(tx, scope, { ...query, signal: request.signal })),
});

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Create an empty list of people',
  body: createListInput,
  output: listOutput,
  status: 201,
  run: async ({ body, request }, scope) => {
    const { id } = await sql().begin((tx) => createList(tx, scope, body));
    return listAfterChange(scope, id, request.signal);
  },
});
