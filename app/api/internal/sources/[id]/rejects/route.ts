import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listRejects } from '@/features/ingest/data/rejects';

export const GET = defineRoute({
  permission: { session: 'sources:read' },
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ cursor: z.string().max(500).optional() }),
  run: ({ params, query }, scope) => listRejects(sql(), params.id, query.cursor, scope.personalData),
});
