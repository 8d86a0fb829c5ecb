import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { reasonPeople } from '@/features/segments/reasons/data/read-reasons';
import { reasonPeopleQuery } from '@/features/segments/reasons/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: reasonPeopleQuery,
  run: ({ params, query }, scope) => readWithin(sql(), (tx) => reasonPeople(tx, scope.personalData, { segmentId: params.id, ...query })),
  sees: {
    action: 'segment.changes_viewed',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: ({ data }) => data.map(({ id }) => id),
  },
});
