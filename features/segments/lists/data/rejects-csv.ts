import type { Sql } from '@/db/client';
import { csvLine } from '@/lib/csv';
import { uploadRejects } from './find-uploads';

const PAGE = 1_000;

/** An upload's values that brought nobody onto the list as CSV (line, value, reason), streamed a page at a time. */
export function rejectsCsv(sql: Sql, uploadId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let afterLine = -1;
  return new ReadableStream({
    async pull(controller) {
      if (afterLine < 0) controller.enqueue(encoder.encode(`\uFEFF${csvLine(['line', 'value', 'reason'])}`));
      const rejects = await uploadRejects(sql, uploadId, afterLine, PAGE);
      if (rejects.length > 0) controller.enqueue(encoder.encode(rejects.map((r) => csvLine([String(r.line), r.value, r.reason])).join('')));
      afterLine = rejects.at(-1)?.line ?? Math.max(0, afterLine);
      if (rejects.length < PAGE) controller.close();
    },
  });
}
