import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { comparisonLines } from '@/features/segments/data/console-views';
import { compareSchema } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { session: 'segments:write' },
  body: compareSchema,
  run: ({ body, request }, scope) => comparisonLines(sql(), scope.personalData, body, request.signal),
  sees: {
    action: 'segment.sample_viewed',
    who: (seen) => (seen.known ? [...seen.enters.sample, ...seen.leaves.sample].map(({ id }) => id) : []),
  },
});
