import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { peopleOn } from '@/features/segments/lists/data/find-lists';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({ cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: ({ params, query }, scope) => readWithin(sql(), (tx) => peopleOn(tx, scope.personalData, { listId: params.id, ...query })),
  sees: {
    action: 'list.people_viewed',
    subject: ({ params }) => ({ subjectType: 'list', subjectId: params.id }),
    who: ({ data }) => data.map(({ profile }) => profile.id),
  },
});
