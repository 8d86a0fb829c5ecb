import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { profileConsents } from '@/features/consent/data/profile-consents';
import { consentHistoryQuery } from '@/features/consent/schema';

export const GET = defineRoute({
  permission: { session: 'consents:read' },
  query: consentHistoryQuery.extend({ profileId: z.uuid() }),
  run: ({ query: { profileId, ...page } }, scope) => profileConsents(sql(), profileId, { ...page, personalData: scope.personalData }),
});
