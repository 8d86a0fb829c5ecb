import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { eligibility } from '@/features/consent/data/eligibility';
import { eligibilityInput, eligibilityOutput } from '@/features/consent/schema';
import { requireSegment } from '@/features/segments/data/api-segments';
import { segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Count who of a segment may be used for a purpose on a channel now, and why the others may not',
  params: segmentParams,
  query: eligibilityInput.omit({ segmentId: true }),
  output: eligibilityOutput,
  run: async ({ params, query }) => {
    await requireSegment(sql(), params.id);
    return eligibility(sql(), { segmentId: params.id, ...query });
  },
});
