import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { nextChangeView } from '@/features/segments/data/console-next';
import { explainMembership } from '@/features/segments/data/explain-rule';
import { explainOutput, explainParams, explainQuery } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: 'Say why a profile is in a segment or not, condition by condition, with the values and events used',
  params: explainParams,
  query: explainQuery,
  output: explainOutput,
  run: async ({ params, query, request }, scope) => {
    const { profile } = await visibleProfile(scope, params.id, visibleProfiles);
    const asked = { segmentId: params.segmentId, profileId: profile.id };
    const { asOf, ...explained } = await explainMembership(sql(), asked);
    if (query.next !== 'true') return { ...explained, asOf: asOf.toISOString() };
    const { change, lookedUntil, unforeseen } = await nextChangeView(sql(), asked, { signal: request.signal });
    return { ...explained, asOf: asOf.toISOString(), next: { change, lookedUntil, foreseen: unforeseen === null } };
  },
  sees: { action: 'segment.explanation_read', who: (_, { params }) => [params.id] },
});
