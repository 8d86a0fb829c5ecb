import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { profileSegments } from '@/features/segments/data/api-segments';
import { profileSegmentsOutput, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: 'List the segments that a profile is in, and since when',
  params: segmentParams,
  output: profileSegmentsOutput,
  run: async ({ params }, scope) => {
    const { profile } = await visibleProfile(scope, params.id, visibleProfiles);
    return { data: await profileSegments(sql(), profile.id) };
  },
  sees: { action: 'profile.read', who: (_, { params }) => [params.id] },
});
