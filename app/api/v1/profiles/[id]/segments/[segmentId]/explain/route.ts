import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { explainMembership } from '@/features/segments/data/explain-rule';
import { explainOutput, explainParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: 'Say why a profile is in a segment or not, condition by condition, with the values and events used',
  params: explainParams,
  output: explainOutput,
  run: async ({ params }, scope) => {
    const { profile } = await visibleProfile(scope, params.id, visibleProfiles);
    const { asOf, ...explained } = await explainMembership(sql(), { segmentId: params.segmentId, profileId: profile.id });
    return { ...explained, asOf: asOf.toISOString() };
  },
  sees: { action: 'segment.explanation_read', who: (_, { params }) => [params.id] },
});
