import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { valuePathQuery } from '@/features/segments/conditions/value-schema';
import { fieldValues } from '@/features/segments/data/event-fields';
import { insideTrait, traitValues } from '@/features/segments/data/sample-values';

const name = z.string().min(1).max(200);

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: z.union([
    z.strictObject({ trait: name, path: valuePathQuery.optional() }),
    z.strictObject({
      event: name,
      property: name,
      path: valuePathQuery.optional(),
      in: z.literal('context').optional(),
      items: z.literal('yes').optional(),
    }),
  ]),
  run: async ({ query }, scope) => {
    if ('event' in query) return { data: await fieldValues(sql(), scope, query), inside: [] };
    const [data, inside] = await Promise.all([
      traitValues(sql(), scope, query.trait, query.path),
      query.path ? [] : insideTrait(sql(), scope, query.trait),
    ]);
    return { data, inside };
  },
});
