import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';

export type HashedRow = { rowKey: string; rowHash: string };
export type Change = 'new' | 'changed' | 'same';

/**
 * Compares rows with what was last read of them and remembers them as they are now.
 * @returns for each row, in order, what it is and how often it has changed: 1 when it is new
 */
export async function noteRows(
  tx: TransactionSql,
  sourceId: string,
  rows: readonly HashedRow[],
): Promise<{ change: Change; version: number }[]> {
  if (rows.length === 0) return [];
  const known = new Map(
    (
      await tx<{ rowKey: string; rowHash: string; version: number }[]>`
        select row_key as "rowKey", row_hash as "rowHash", version from source_rows
        where source_id = ${sourceId} and row_key = any(${plain(rows.map(({ rowKey }) => rowKey))}::text::uuid[])`
    ).map((row) => [row.rowKey, row]),
  );
  const touched = new Set<string>();
  const answers = rows.map(({ rowKey, rowHash }) => {
    const before = known.get(rowKey);
    if (before?.rowHash === rowHash) return { change: 'same' as const, version: before.version };
    const version = (before?.version ?? 0) + 1;
    known.set(rowKey, { rowKey, rowHash, version });
    touched.add(rowKey);
    return { change: before ? ('changed' as const) : ('new' as const), version };
  });
  const written = [...touched].sort().flatMap((key) => known.get(key) ?? []);
  if (written.length > 0)
    await tx`
      insert into source_rows (source_id, row_key, row_hash, version)
      select ${sourceId}, k, h, v from unnest(${plain(written.map((r) => r.rowKey))}::text::uuid[],
        ${plain(written.map((r) => r.rowHash))}::text::uuid[], ${plain(written.map((r) => r.version))}::text::int[]) as r(k, h, v)
      on conflict (source_id, row_key) do update set row_hash = excluded.row_hash, version = excluded.version`;
  return answers;
}
