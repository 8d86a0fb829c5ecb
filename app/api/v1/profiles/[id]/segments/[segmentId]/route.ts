import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { membershipOf } from '@/features/segments/data/api-segments';
import { explainParams, membershipOutput } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: 'Say whether a profile is in a segment, and since when',
  params: explainParams,
  output: membershipOutput,
  run: async ({ params }, scope) => {
    const { profile } = await visibleProfile(scope, params.id, visibleProfiles);
    return membershipOf(sql(), { segmentId: params.segmentId, profileId: profile.id });
  },
  sees: { action: 'profile.read', who: (_, { params }) => [params.id] },
});
