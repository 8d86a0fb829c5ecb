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
  run: ({ params, query }, scope) =>
    nextChangeFor(sql(), scope.personalData, { segmentId: params.id, profileId: query.profile }, seesRestricted(scope)),
});
