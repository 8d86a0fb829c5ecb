import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { propertyValues, traitValues } from '@/features/segments/data/suggestions';

const name = z.string().min(1).max(200);

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: z.union([z.strictObject({ trait: name }), z.strictObject({ event: name, property: name })]),
  run: async ({ query }, scope) => ({
    data: 'trait' in query ? await traitValues(sql(), scope, query.trait) : await propertyValues(sql(), scope, query.event, query.property),
  }),
});
