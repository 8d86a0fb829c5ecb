import { defineRoute } from '@/features/access/gate';
import { quickSearch } from '@/features/profiles/data/quick-search';
import { quickSearchQuery } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { session: 'profiles:read' },
  query: quickSearchQuery,
  run: async ({ query }, scope) => ({ data: await quickSearch(scope, query.q, query.limit) }),
  sees: { action: 'profile.listed', who: ({ data }) => data.map(({ id }) => id) },
});
