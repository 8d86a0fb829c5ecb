import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readPeople } from '@/features/insights/data/people';
import { peopleQuery } from '@/features/insights/schema';

// Only people behind figures that the dashboards show can be asked for, so that no rule of one's own sounds out hidden values.
export const GET = defineRoute({
  permission: { session: 'profiles:read' },
  query: peopleQuery,
  run: ({ query }, scope) => readPeople(sql(), scope.personalData, query),
  sees: { action: 'dashboard.people_viewed', who: ({ data }) => data.map(({ profile }) => profile.id) },
});
