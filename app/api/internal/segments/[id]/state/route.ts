import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readSegmentNow } from '@/features/segments/data/segment-now';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  run: ({ params }) => readSegmentNow(sql(), params.id),
});
