import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { apiProfiles } from '@/features/profiles/data/api-profiles';
import { profileListOutput, profileListQuery } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: 'Find profiles by identifier (type:value, in any spelling) or by a search text, or list them by last contact',
  query: profileListQuery,
  output: profileListOutput,
  run: ({ query }, scope) => apiProfiles(scope, query, visibleProfiles),
  sees: { action: 'profile.read', who: ({ data }) => data.map(({ id }) => id) },
});
