import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { computedTraitBody, computedTraitListOutput, computedTraitOutput } from '@/features/segments/computed/api-schema';
import { listTraits } from '@/features/segments/computed/data/read-trait';
import { requireTrait, viewOf } from '@/features/segments/computed/data/views';
import { createTrait } from '@/features/segments/computed/mutations/create-trait';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List computed traits by name',
  output: computedTraitListOutput,
  run: async () => ({ data: (await listTraits(sql())).map(viewOf) }),
});

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Create a computed trait; it is live once everybody has been computed',
  body: computedTraitBody,
  output: computedTraitOutput,
  status: 201,
  run: async ({ body }, scope) => {
    const { name } = await sql().begin((tx) => createTrait(tx, scope, body));
    return viewOf(await requireTrait(sql(), name));
  },
});
