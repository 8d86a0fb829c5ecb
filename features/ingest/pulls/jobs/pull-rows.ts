import { sql } from '@/db/client';
import type { Connection, Run } from '@/features/sources/connections/types';
import { hashId } from '@/lib/ids';
import { keyedIds } from '@/lib/keyed-id';
import type { Batch, PullConnector } from '@/plugins/kit/connector';
import type { Mapping } from '../../imports/schema';
import { type Mapped, mapCells } from '../../mapping/map-record';
import { type NamedMapping, positional, usedColumns } from '../../mapping/named-mapping';
import type { RawEvent, RejectRow } from '../../types';
import { driftOf } from '../core/drift';
import { storable } from '../core/storable';
import { type HashedRow, noteRows } from './changed-rows';
import { handOver, lockRun } from './hand-over';
import { meetDrift } from './meet-drift';

export type PullPlan = {
  run: Run & { receivedAt: Date };
  connection: Connection & { mapping: NamedMapping };
  settings: unknown;
  signal: AbortSignal;
};

type Row = { cells: (string | null)[]; hashed: HashedRow };

/**
 * Reads a table or query to its end. Unchanged rows are passed over; a changed person is a new message, an event is taken in once, by
 * its row's key.
 */
export async function pullRows(connector: PullConnector<unknown>, plan: PullPlan): Promise<void> {
  const { run, connection, settings, signal } = plan;
  const { selection, mapping } = connection;
  if (!selection) throw new Error('A source is read only when it is mapped');
  const context = { settings, signal };
  const { columns: now } = await connector.describe({ ...selection, key: [], mark: null }, context);
  const missing = [mapping.key, ...selection.key, ...(selection.mark === null ? [] : [selection.mark])].filter(
    (name) => !now.some((c) => c.name === name),
  );
  if ((await meetDrift(plan, driftOf(connection.columns ?? [], now), missing)) === 'stop') return;
  const columns = usedColumns(mapping).filter((name) => now.some((c) => c.name === name));
  const chunker = chunkerOf(plan, columns);
  let place = run.cursor;
  const resume = run.startedAt !== null && run.counts.read > 0;
  for await (const batch of connector.read({ selection, columns, cursor: place, resume }, context)) {
    signal.throwIfAborted();
    if (batch.total !== undefined)
      await sql()`update source_runs set total = ${batch.total === null ? null : batch.total + run.counts.read} where id = ${run.id}`;
    if (!(await chunker(place, batch))) return;
    place = batch.cursor;
  }
}

function chunkerOf({ run, connection: { mapping, selection } }: PullPlan, columns: string[]) {
  const keyId = keyedIds('source-row');
  const placed = positional(mapping, columns);
  const shape = JSON.stringify([mapping.rows, mapping.eventName ?? null, columns, placed.columns]);
  const stream = selection?.query ?? selection?.stream ?? '';
  const hashed = ({ key, cells }: Batch['rows'][number]): HashedRow => ({
    rowKey: keyId(run.sourceId, stream, ...(selection?.key ?? []), ...key),
    rowHash: keyId(shape, JSON.stringify(cells)),
  });
  /** @returns false when the run was cancelled. */
  return async (from: unknown, batch: Batch): Promise<boolean> => {
    const rows = batch.rows.map((row) => ({ cells: row.cells, hashed: hashed(row) }));
    return sql().begin(async (tx) => {
      if (await lockRun(tx, run.id, from)) return false;
      const changes = await noteRows(
        tx,
        run.sourceId,
        rows.map((row) => row.hashed),
      );
      const taken = rows.flatMap((row, i) => {
        const { change = 'same', version = 1 } = changes[i] ?? {};
        const isNews = change === 'new' || (change === 'changed' && mapping.rows === 'people');
        return isNews ? [{ ...row, version }] : [];
      });
      const { events, rejects } = convert(taken, columns, placed, run);
      await tx`update source_connections set cursor = ${tx.json(batch.cursor as never)} where source_id = ${run.sourceId}`;
      await handOver(tx, run, { from, to: batch.cursor, read: rows.length, events, unchanged: rows.length - taken.length, rejects });
      return true;
    });
  };
}

function convert(
  rows: (Row & { version: number })[],
  columns: string[],
  mapping: Mapping,
  run: PullPlan['run'],
): { events: RawEvent[]; rejects: RejectRow[] } {
  const events: RawEvent[] = [];
  const rejects: RejectRow[] = [];
  for (const { cells, hashed, version } of rows) {
    const messageId = mapping.rows === 'events' ? hashed.rowKey : hashId(hashed.rowKey, hashed.rowHash, String(version));
    const mapped: Mapped = mapCells(cells, columns, mapping, messageId);
    if (mapped.ok) events.push(mapped.event);
    else rejects.push(rejectOf(mapped, Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? null])), { run, messageId }));
  }
  return { events, rejects };
}

/** A row that could not be mapped, kept as JSON by column, so that it can go through a mended mapping again. */
function rejectOf(
  fault: Extract<Mapped, { ok: false }>,
  record: Record<string, unknown>,
  { run, messageId }: { run: Pick<Run, 'id' | 'sourceId'>; messageId: string },
): RejectRow {
  return {
    sourceId: run.sourceId,
    runId: run.id,
    stage: 'mapping',
    code: fault.code,
    reason: fault.reason,
    messageId,
    raw: storable(JSON.stringify(record)),
  };
}
