import { z } from 'zod';
import { defineRoute } from '@/features/access/gate';
import { exportChoices } from '@/features/activation/data/export-choices';

export const GET = defineRoute({
  permission: { session: 'segments:export' },
  query: z.strictObject({ segmentId: z.uuid() }),
  run: ({ query }) => exportChoices(query.segmentId),
});
