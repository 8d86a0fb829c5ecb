import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { storeUpload } from '@/features/ingest/imports/mutations/store-upload';
import { AppError } from '@/lib/errors';

/** The file itself is the body, so that it streams to disk; its name comes in the query. */
export const POST = defineRoute({
  permission: { session: 'imports:write' },
  query: z.strictObject({ name: z.string().trim().min(1).max(200) }),
  status: 201,
  run: async ({ query, request }, scope) => {
    if (!request.body) throw new AppError('invalid_input', 'The file is empty.', { key: 'import.empty' });
    const length = request.headers.get('content-length');
    const content = request.body as unknown as AsyncIterable<Uint8Array>;
    return {
      id: await storeUpload(sql(), scope, { fileName: query.name, content, expectedBytes: length === null ? undefined : Number(length) }),
    };
  },
});
