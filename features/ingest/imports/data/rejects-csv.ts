import type { Sql } from '@/db/client';
import { csvLine } from '@/lib/csv';
import { listImportRejects } from './find-imports';

const PAGE = 1000;

/** An import's rejects as CSV (line, code, reason, raw row), streamed a page at a time. */
export function rejectsCsv(sql: Sql, importId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let afterLine = -1;
  return new ReadableStream({
    async pull(controller) {
      if (afterLine < 0) {
        controller.enqueue(encoder.encode(csvLine(['line', 'code', 'reason', 'row'])));
        afterLine = 0;
      }
      const rejects = await listImportRejects(sql, importId, afterLine, PAGE);
      if (rejects.length > 0)
        controller.enqueue(encoder.encode(rejects.map((r) => csvLine([String(r.line), r.code, r.reason, r.raw])).join('')));
      afterLine = rejects.at(-1)?.line ?? afterLine;
      if (rejects.length < PAGE) controller.close();
    },
  });
}
