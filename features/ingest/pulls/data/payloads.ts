import type { AnySql } from '@/db/client';

const SHOWN = 20;

/** What a webhook has sent lately and nothing could map, or was replayed since: newest first. */
export async function recentPayloads(sql: AnySql, sourceId: string): Promise<unknown[]> {
  const rows = await sql<{ raw: string }[]>`
    select raw from rejects where source_id = ${sourceId} and stage = 'mapping' order by received_at desc, id desc limit ${SHOWN}`;
  return rows.flatMap(({ raw }) => {
    try {
      return [JSON.parse(raw) as unknown];
    } catch {
      // Cut off when it was stored: nothing to map by.
      return [];
    }
  });
}
