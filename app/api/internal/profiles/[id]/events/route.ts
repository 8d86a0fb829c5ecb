import { defineRoute } from '@/features/access/gate';
import { eventsOf } from '@/features/profiles/data/list-events';
import { eventListQuery, profileParams } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { session: 'profiles:read' },
  params: profileParams,
  query: eventListQuery,
  run: ({ params, query }, scope) => {
    const { source, name, cursor, limit } = query;
    return eventsOf(scope, params.id, { sourceIds: source, names: name, cursor, limit });
  },
  sees: { action: 'profile.viewed', who: (_, { params }) => [params.id] },
});
