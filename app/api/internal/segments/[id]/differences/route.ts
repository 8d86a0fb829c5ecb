import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readDifferences } from '@/features/segments/compare/data/differences';
import { differencesQuery } from '@/features/segments/compare/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: differencesQuery,
  run: ({ params, query }, scope) =>
    readDifferences(sql(), { segmentId: params.id, other: query.with ?? null, personalData: scope.personalData }),
});
