import { Readable } from 'node:stream';
import { z } from 'zod';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { defineRoute } from '@/features/access/gate';
import { rejectsCsv } from '@/features/ingest/data/rejects';
import { readSource } from '@/features/sources/data/read-source';

export const GET = defineRoute({
  permission: { session: 'sources:write' },
  params: z.strictObject({ id: z.uuid(), runId: z.uuid() }),
  run: async ({ params }, scope) => {
    const source = await readSource(sql(), params.id);
    await audit(sql(), scope, {
      action: 'rejects.downloaded',
      subjectType: 'source',
      subjectId: source.id,
      details: { runId: params.runId },
    });
    const stream = Readable.toWeb(Readable.from(rejectsCsv(sql(), source.id, params.runId))) as unknown as ReadableStream;
    return new Response(stream.pipeThrough(new TextEncoderStream() as never), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects-${params.runId}.csv"`,
        'cache-control': 'no-store',
      },
    });
  },
});
