import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { traitDetails } from '@/features/segments/computed/data/views';
import { oneComputedSchema } from '@/features/segments/computed/schema';
import { AppError } from '@/lib/errors';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: oneComputedSchema,
  run: async ({ params }, scope) => {
    const details = await traitDetails(sql(), scope.personalData, params.name);
    if (!details) throw new AppError('not_found', 'There is no such computed trait.', { key: 'computed.none' });
    return details;
  },
  sees: { action: 'computed_trait.sample_viewed', who: ({ lines }) => lines.map(({ profile }) => profile.id) },
});
