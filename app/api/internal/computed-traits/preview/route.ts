import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { previewValues } from '@/features/segments/computed/data/preview-values';
import { previewComputedSchema } from '@/features/segments/computed/schema';

// Asking for any measure tells about single people, so it needs the right to write rules.
export const POST = defineRoute({
  permission: { session: 'segments:write' },
  body: previewComputedSchema,
  run: ({ body, request }, scope) => previewValues(sql(), scope.personalData, { ...body, signal: request.signal }),
  sees: { action: 'computed_trait.sample_viewed', who: ({ lines }) => lines.map(({ profile }) => profile.id) },
});
