import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { eligibility } from '@/features/activation/data/exports';
import { exportInput } from '@/features/activation/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: exportInput.pick({ segmentId: true, purpose: true, channel: true }),
  run: ({ query }) => eligibility(sql(), query),
});
