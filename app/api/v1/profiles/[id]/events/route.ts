import { defineRoute } from '@/features/access/gate';
import { visibleProfiles } from '@/features/consent/data/may';
import { listEvents } from '@/features/profiles/data/list-events';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { eventListOutput, eventListQuery, profileParams } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { scope: 'profiles:read' },
  summary: "List a profile's events, the newest first; filter by source and event name",
  params: profileParams,
  query: eventListQuery,
  output: eventListOutput,
  run: async ({ params, query }, scope) => {
    const { stored, sight } = await visibleProfile(scope, params.id, visibleProfiles);
    const { source, name, cursor, limit } = query;
    return listEvents(stored, sight.personalData, { sourceIds: source, names: name, cursor, limit });
  },
  sees: { action: 'profile.read', who: (_, { params }) => [params.id] },
});
