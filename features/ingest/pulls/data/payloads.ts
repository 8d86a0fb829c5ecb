import type { AnySql } from '@/db/client';
import type { SourceColumn } from '@/features/sources/connections/types';
import { flatten, recordsOf } from '../../mapping/flatten';

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

/** Every path of these payloads' records, with their values as rows. */
export function columnsOf(payloads: readonly unknown[], items: string | null): { columns: SourceColumn[]; rows: (string | null)[][] } {
  const records = payloads.flatMap((payload) => recordsOf(payload, items) ?? [payload]).map((record) => flatten(record));
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    columns: names.map((name) => ({ name, type: 'json' })),
    rows: records.slice(0, SHOWN).map((record) => names.map((name) => record[name] ?? null)),
  };
}
