import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { eligibility } from '@/features/consent/data/eligibility';
import { eligibilityInput } from '@/features/consent/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: eligibilityInput,
  run: ({ query }) => eligibility(sql(), query),
});
