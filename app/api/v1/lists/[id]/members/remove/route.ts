import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listParams, listPeopleInput, removedOutput } from '@/features/segments/lists/api-schema';
import { changeNamedPeople } from '@/features/segments/lists/mutations/change-named-people';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Take people off a list by identifiers or ids, 1,000 at most, and say whom they named; not for keys bound to a purpose',
  params: listParams,
  body: listPeopleInput,
  output: removedOutput,
  run: async ({ params, body }, scope) => {
    const { changed, ...report } = await changeNamedPeople(sql(), scope, { id: params.id, people: body, on: false });
    return { ...report, removed: changed };
  },
});
