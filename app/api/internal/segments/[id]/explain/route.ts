import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { seesRestricted } from '@/features/profiles/data/restricted';
import { explanationFor } from '@/features/segments/data/console-views';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({ profile: z.uuid() }),
  run: ({ params, query }, scope) =>
    explanationFor(sql(), scope.personalData, { segmentId: params.id, profileId: query.profile }, seesRestricted(scope)),
  sees: {
    action: 'segment.explained',
    subject: ({ params }) => ({ subjectType: 'segment', subjectId: params.id }),
    who: ({ profile }) => [profile.id],
  },
});
