import { z } from 'zod';
import { defineRoute } from '@/features/access/gate';
import { readReturned } from '@/features/journeys/core/read-returned';
import { recordReturned } from '@/features/journeys/mutations/bounces';

export const POST = defineRoute({
  permission: { scope: 'emails:write' },
  summary: 'Hand in a message that a mail server returned (a delivery status notification, as message/rfc822)',
  output: z.object({ outcome: z.enum(['bounced', 'noted', 'ignored']), messageId: z.uuid().nullable() }),
  run: async ({ request }) => recordReturned(await readReturned(request)),
});
