import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { profileConsents } from '@/features/consent/data/profile-consents';
import { consentHistoryQuery, consentParams, profileConsentsOutput } from '@/features/consent/schema';
import { visibleProfile } from '@/features/profiles/data/visible-profile';

export const GET = defineRoute({
  permission: { scope: 'consents:read' },
  summary: 'Read a person’s consent per purpose and channel, and its history',
  params: consentParams,
  query: consentHistoryQuery,
  output: profileConsentsOutput,
  run: async ({ params, query }, scope) => {
    const { profile } = await visibleProfile(scope, params.id, visibleProfiles);
    return profileConsents(sql(), profile.id, { ...query, personalData: scope.personalData });
  },
  sees: { action: 'profile.read', who: (_, { params }) => [params.id] },
});
