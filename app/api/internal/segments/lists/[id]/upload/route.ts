import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { uploadList } from '@/features/segments/lists/mutations/upload-list';
import { uploadQuery } from '@/features/segments/lists/schema';
import { AppError } from '@/lib/errors';

/** The file itself is the body; its name and what its values are come in the query. */
export const POST = defineRoute({
  permission: { session: 'segments:write' },
  params: z.object({ id: z.uuid() }),
  query: uploadQuery,
  run: async ({ params, query, request }, scope) => {
    if (!request.body) throw new AppError('invalid_input', 'The file has no rows.', { key: 'list.empty' });
    const content = request.body as unknown as AsyncIterable<Uint8Array>;
    return uploadList(sql(), scope, { id: params.id, fileName: query.name, as: query.as, content });
  },
});
