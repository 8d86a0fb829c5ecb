import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { lastUpload } from '@/features/segments/lists/data/find-uploads';
import { storeUpload } from '@/features/segments/lists/mutations/store-upload';
import { uploadQuery } from '@/features/segments/lists/schema';
import { AppError } from '@/lib/errors';

const params = z.object({ id: z.uuid() });

/** How far the latest upload is, or how it ended. */
export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params,
  run: async ({ params: { id } }, scope) => ({ upload: await lastUpload(sql(), scope, id) }),
});

/** The file itself is the body, so that it streams to disk; its name and what its values are come in the query. */
export const POST = defineRoute({
  permission: { session: 'segments:write' },
  params,
  query: uploadQuery,
  status: 202,
  run: async ({ params: { id }, query, request }, scope) => {
    if (!request.body) throw new AppError('invalid_input', 'The file has no rows.', { key: 'list.empty' });
    const length = request.headers.get('content-length');
    return storeUpload(sql(), scope, {
      listId: id,
      fileName: query.name,
      as: query.as,
      content: request.body as unknown as AsyncIterable<Uint8Array>,
      expectedBytes: length === null ? undefined : Number(length),
    });
  },
});
