import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { computedTraitChange, computedTraitOutput } from '@/features/segments/computed/api-schema';
import { requireTrait, viewOf } from '@/features/segments/computed/data/views';
import { deleteTrait } from '@/features/segments/computed/mutations/stop-trait';
import { updateTrait } from '@/features/segments/computed/mutations/update-trait';
import { oneComputedSchema } from '@/features/segments/computed/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Read a computed trait: its definition, state and freshness',
  params: oneComputedSchema,
  output: computedTraitOutput,
  run: async ({ params }) => viewOf(await requireTrait(sql(), params.name)),
});

export const PATCH = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Change a computed trait; a new definition is computed for everyone',
  params: oneComputedSchema,
  body: computedTraitChange,
  output: computedTraitOutput,
  run: async ({ params, body }, scope) => {
    await sql().begin((tx) => updateTrait(tx, scope, { ...body, name: params.name }));
    return viewOf(await requireTrait(sql(), params.name));
  },
});

export const DELETE = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Delete a computed trait that nothing uses; its values are taken back in the background',
  params: oneComputedSchema,
  output: computedTraitOutput,
  status: 202,
  run: async ({ params }, scope) => {
    await sql().begin((tx) => deleteTrait(tx, scope, params.name));
    return viewOf(await requireTrait(sql(), params.name));
  },
});
