import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { seesRestricted } from '@/features/profiles/data/restricted';
import { nextChangeFor } from '@/features/segments/data/console-next';

/** When a person enters or leaves by the clock, if nothing happens. */
export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({ profile: z.uuid() }),
  run: ({ params, query, request }, scope) =>
    nextChangeFor(
      sql(),
      { personalData: scope.personalData, seesRestricted: seesRestricted(scope) },
      { segmentId: params.id, profileId: query.profile },
      { signal: request.signal },
    ),
  sees: {
    action: 'segment.explained',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: (_, { query }) => [query.profile],
  },
});
