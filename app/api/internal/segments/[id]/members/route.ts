import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { memberLines } from '@/features/segments/data/console-views';
import { membersQuery } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: membersQuery,
  run: ({ params, query }, scope) => readWithin(sql(), (tx) => memberLines(tx, scope.personalData, { segmentId: params.id, ...query })),
  sees: {
    action: 'segment.members_viewed',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: ({ data }) => data.map(({ profile }) => profile.id),
  },
});
