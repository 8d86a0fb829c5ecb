import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { previewLines } from '@/features/segments/data/console-views';
import { reachPreviewSchema } from '@/features/segments/schema';

// Asking for any rule tells about single people, so it needs the right to write rules, which comes with whole personal data.
export const POST = defineRoute({
  permission: { session: 'segments:write' },
  body: reachPreviewSchema,
  run: ({ body, request }, scope) => previewLines(sql(), scope.personalData, body.rule, request.signal, body.reach),
  sees: { action: 'segment.sample_viewed', who: ({ sample }) => sample.map(({ id }) => id) },
});
