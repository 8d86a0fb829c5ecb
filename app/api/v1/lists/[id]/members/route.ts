import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { addedOutput, listMembersOutput, listParams, listPeopleInput } from '@/features/segments/lists/api-schema';
import { apiMembers } from '@/features/segments/lists/data/api-lists';
import { changeNamedPeople } from '@/features/segments/lists/mutations/change-named-people';
import { pageQuery } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List who is on a list now, with how many there are and how many this key may not read',
  params: listParams,
  query: pageQuery,
  output: listMembersOutput,
  run: ({ params, query, request }, scope) =>
    readWithin(sql(), (tx) => apiMembers(tx, scope, { listId: params.id, ...query, signal: request.signal })),
  sees: {
    action: 'list.members_read',
    subject: ({ params }) => ({ subjectType: 'list', subjectId: params.id }),
    who: ({ data }) => data.map(({ profileId }) => profileId),
  },
});

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Put people on a list by identifiers or ids, 1,000 at most, and say whom they named; not for keys bound to a purpose',
  params: listParams,
  body: listPeopleInput,
  output: addedOutput,
  run: async ({ params, body }, scope) => {
    const { changed, ...report } = await changeNamedPeople(sql(), scope, { id: params.id, people: body, on: true });
    return { ...report, added: changed };
  },
});
