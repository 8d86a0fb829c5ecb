import type { Sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { readConnection } from '@/features/sources/connections/data/read-connection';
import { lockConnection } from '@/features/sources/connections/mutations/settings';
import type { SourceColumn } from '@/features/sources/connections/types';
import { AppError } from '@/lib/errors';
import { namesOf } from '../../mapping/named-mapping';
import { describeSource } from '../data/describe-source';
import type { SaveMapping } from '../schema';

/**
 * Stores what is read of a source and where its columns go. The columns as they are now become those that later readings are compared
 * with, and a pause because of their change ends. What was read stays; rows go through the new mapping when they are read again.
 * @throws AppError conflict while a run is under way, invalid_input for a key or mark that does not fit; ConnectionError
 */
export async function saveMapping(sql: Sql, scope: Scope, input: SaveMapping, signal: AbortSignal): Promise<void> {
  const { id, selection, mapping, mode, onDrift } = input;
  const { kind } = await readConnection(sql, id);
  const columns = kind === 'webhook' ? [] : await currentColumns(sql, input, signal);
  await sql.begin(async (tx) => {
    const before = await lockConnection(tx, id);
    const [busy] = await tx`select 1 from source_runs where source_id = ${id} and status in ('queued', 'running')`;
    if (busy) throw new AppError('conflict', 'Wait until the run under way has ended, or cancel it.', { key: 'connector.running' });
    const isSame = JSON.stringify(before.selection) === JSON.stringify(selection);
    await tx`
      update source_connections set selection = ${tx.json(selection)}, columns = ${tx.json(columns)}, mapping = ${tx.json(mapping as never)},
        mode = ${mode}, on_drift = ${onDrift}, cursor = ${isSame ? tx`cursor` : null}, updated_at = now(),
        paused = case when paused = 'drift' then null else paused end
      where source_id = ${id}`;
    await audit(tx, scope, { action: 'source.mapping_saved', subjectType: 'source', subjectId: id, details: { rows: mapping.rows, mode } });
  });
}

async function currentColumns(sql: Sql, { id, selection, mapping, mode }: SaveMapping, signal: AbortSignal): Promise<SourceColumn[]> {
  const { columns, faults } = await describeSource(sql, id, selection, signal, 'none');
  const { kind } = await readConnection(sql, id);
  // A file's rows are told apart by its lines; rows without a mark are said on screen.
  const fault = kind === 'files' ? undefined : faults.find((f) => f !== 'mark_empty' && (mode === 'incremental' || !f.startsWith('mark')));
  if (fault)
    throw new AppError('invalid_input', `What is to be read does not fit: ${fault}.`, { key: 'connector.selection', values: { fault } });
  const gone = namesOf(mapping).find((name) => !columns.some((column) => column.name === name));
  if (gone !== undefined)
    throw new AppError('invalid_input', `There is no column “${gone}”.`, { key: 'connector.columnGone', values: { column: gone } });
  return columns;
}
