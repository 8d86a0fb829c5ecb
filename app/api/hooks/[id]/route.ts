import { z } from 'zod';
import { defineRoute } from '@/features/access/gate';
import { readHookBody } from '@/features/ingest/hooks/read-hook-body';
import { receiveHook } from '@/features/ingest/hooks/receive';

/** Called by other systems, with a signature that the source's own settings check. */
export const POST = defineRoute({
  permission: 'public',
  anyOrigin: true,
  params: z.strictObject({ id: z.string().max(64) }),
  run: async ({ params, request }) => {
    const body = await readHookBody(request);
    const headers = Object.fromEntries(request.headers);
    const {
      status,
      body: answer,
      retryAfter = 5,
    } = body === 'too_large'
      ? { status: 413, body: { code: 'body_too_large', message: 'A call may take at most 1 MB.' }, retryAfter: 0 }
      : await receiveHook({ sourceId: params.id, headers, body, now: new Date() });
    const wait: Record<string, string> = status === 503 || status === 429 ? { 'retry-after': String(retryAfter) } : {};
    return Response.json(answer, { status, headers: { 'cache-control': 'no-store', ...wait } });
  },
});
