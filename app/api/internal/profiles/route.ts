import { defineRoute } from '@/features/access/gate';
import { explore } from '@/features/profiles/data/explore';
import { explorerQuery } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { session: 'profiles:read' },
  query: explorerQuery,
  run: ({ query }, scope) => explore(scope, query),
  sees: { action: 'profile.listed', who: ({ data }) => data.map(({ id }) => id) },
});
