import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { EVENT_TYPES } from '@/features/ingest/constants';
import { recentEvents } from '@/features/ingest/data/recent-events';

export const GET = defineRoute({
  permission: { session: 'sources:read' },
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ type: z.enum(EVENT_TYPES).optional(), q: z.string().trim().max(255).optional() }),
  run: ({ params, query }, scope) => recentEvents(sql(), params.id, query, scope.personalData),
});
