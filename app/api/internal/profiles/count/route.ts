import { defineRoute } from '@/features/access/gate';
import { filterOf } from '@/features/profiles/data/explore';
import { countProfiles } from '@/features/profiles/data/list-profiles';
import { explorerCountQuery } from '@/features/profiles/schema';

export const GET = defineRoute({
  permission: { session: 'profiles:read' },
  query: explorerCountQuery,
  run: ({ query }, scope) => countProfiles(scope, filterOf(query)),
});
