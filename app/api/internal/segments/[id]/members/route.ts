import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { memberLines } from '@/features/segments/data/console-views';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({ cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: ({ params, query }, scope) => memberLines(sql(), scope.personalData, { segmentId: params.id, ...query }),
  sees: {
    action: 'segment.members_viewed',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: ({ data }) => data.map(({ profile }) => profile.id),
  },
});
