import { defineRoute } from '@/features/access/gate';
import { listEventProperties } from '@/features/profiles/event-properties/data';
import { eventPropertiesQuery } from '@/features/profiles/event-properties/schema';

export const GET = defineRoute({
  permission: { session: 'settings:write' },
  query: eventPropertiesQuery,
  run: ({ query }) => listEventProperties(query),
});
