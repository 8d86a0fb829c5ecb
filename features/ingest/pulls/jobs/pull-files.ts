import { sql } from '@/db/client';
import { newId } from '@/lib/ids';
import type { FilesConnector, RemoteFile } from '@/plugins/kit/connector';
import { detectFormat } from '../../imports/core/detect-format';
import { readHead, readHeader, readRows } from '../../imports/data/read-rows';
import { checkEvents } from '../../imports/jobs/check-events';
import { knownEvents } from '../../imports/jobs/check-import';
import { convertRows, type GoodRow } from '../../imports/jobs/convert-rows';
import type { BadRow, FileRow } from '../../imports/types';
import { positional } from '../../mapping/named-mapping';
import type { RejectRow } from '../../types';
import { PULL_CHUNK_ROWS, QUIET_MS } from '../constants';
import { driftOf } from '../core/drift';
import { storable } from '../core/storable';
import { handOver, lockRun } from './hand-over';
import { linesKnown } from './lines-known';
import { meetDrift } from './meet-drift';
import type { PullPlan } from './pull-rows';
import { type Spooled, withSpooledFile } from './spool-file';

/** Where a run over files stands: how many it has read, and the line of the one under way. */
type Place = { files: number; line: number };
const DAY_MS = 86_400_000;
type FileState = { id: string; line: number; status: 'reading' | 'done' | 'refused' };

/**
 * Reads every file that was not read before, oldest first, each once: the same name, size, time and content is passed over. A file that may
 * still be written is left for the next run.
 */
export async function pullFiles(connector: FilesConnector<unknown>, plan: PullPlan): Promise<void> {
  const context = { settings: plan.settings, signal: plan.signal };
  let place = (plan.run.cursor as Place | null) ?? null;
  for (const file of await connector.list(context)) {
    plan.signal.throwIfAborted();
    if (isFresh(file)) continue;
    if (!(await isReadBefore(plan.run.sourceId, file))) {
      const next = await withSpooledFile(connector, file.name, context, async (spooled) =>
        spooled.bytes === file.bytes ? readFile(plan, file, spooled, place) : 'changing',
      );
      if (next === 'stopped') return;
      if (next === 'changing') continue;
      place = next;
    }
    await connector.finish(file.name, context);
  }
}

/** A time far ahead is a wrong clock's, and no reason to wait for it. */
function isFresh({ modifiedAt }: RemoteFile): boolean {
  const age = Date.now() - modifiedAt.getTime();
  return age < QUIET_MS && age > -DAY_MS;
}

async function isReadBefore(sourceId: string, { name, bytes, modifiedAt }: RemoteFile): Promise<boolean> {
  const [row] = await sql()`
    select 1 from source_files where source_id = ${sourceId} and name = ${name} and bytes = ${bytes} and modified_at = ${modifiedAt}
      and status <> 'reading' limit 1`;
  return row !== undefined;
}

async function noteFile({ run }: PullPlan, file: RemoteFile, sha256: string): Promise<FileState> {
  const [row] = await sql()<FileState[]>`
    insert into source_files (id, source_id, run_id, name, bytes, modified_at, sha256)
    values (${newId()}, ${run.sourceId}, ${run.id}, ${file.name}, ${file.bytes}, ${file.modifiedAt}, ${sha256})
    on conflict (source_id, name, bytes, modified_at, sha256) do update set run_id = excluded.run_id
    returning id, line::float8 as line, status`;
  if (!row) throw new Error('A file could not be noted');
  return row;
}

async function readFile(plan: PullPlan, file: RemoteFile, spooled: Spooled, from: Place | null): Promise<Place | 'stopped'> {
  const { run, connection, signal } = plan;
  const { path, sha256 } = spooled;
  const noted = await noteFile(plan, file, sha256);
  const format = detectFormat(await readHead(path));
  const header = await readHeader(path, format);
  const drift = driftOf(
    connection.columns ?? [],
    header.names.map((name) => ({ name, type: 'text' })),
  );
  const missing = header.names.includes(connection.mapping.key) ? [] : [connection.mapping.key];
  if ((await meetDrift(plan, drift, missing)) === 'stop') return 'stopped';
  const mapping = positional(connection.mapping, header.names);
  let place = from;
  const afterLine = Math.max(noted.line, header.endLine, await linesKnown(run.sourceId, file, spooled));
  for await (const { rows } of readRows(path, format, { afterLine, columns: header.names.length })) {
    for (let i = 0; i < rows.length; i += PULL_CHUNK_ROWS) {
      signal.throwIfAborted();
      const part = rows.slice(i, i + PULL_CHUNK_ROWS);
      const next = { files: place?.files ?? 0, line: part.at(-1)?.endLine ?? afterLine };
      const converted = checkEvents(convertRows(part, { mapping, header: header.names, fileHash: sha256, sourceId: run.sourceId }));
      if (!(await handOverPart(plan, noted.id, part, converted, header.names, place, next))) return 'stopped';
      place = next;
    }
  }
  return await finishFile(plan, noted.id, afterLine, place);
}

type Converted = ReturnType<typeof checkEvents>;

async function handOverPart(
  { run }: PullPlan,
  fileId: string,
  part: (FileRow | BadRow)[],
  { good, faults }: Converted,
  header: string[],
  from: Place | null,
  to: Place,
): Promise<boolean> {
  return sql().begin(async (tx) => {
    if (await lockRun(tx, run.id, from)) return false;
    const known = await knownEvents(
      tx,
      good.map(({ eventId }) => eventId),
    );
    const fresh = new Map<string, GoodRow>();
    for (const row of good) if (!known.has(row.eventId)) fresh.set(row.eventId, row);
    const rows = new Map(part.map((row) => [row.line, row]));
    const rejects = faults.map((fault): RejectRow => {
      const row = rows.get(fault.line);
      const raw =
        row && 'cells' in row ? JSON.stringify(Object.fromEntries(header.map((name, i) => [name, row.cells[i] ?? null]))) : fault.raw;
      return { sourceId: run.sourceId, runId: run.id, stage: 'mapping', code: fault.code, reason: fault.reason, raw: storable(raw) };
    });
    await tx`update source_files set line = ${to.line} where id = ${fileId}`;
    const events = [...fresh.values()].map(({ event }) => event);
    await handOver(tx, run, { from, to, read: part.length, events, unchanged: good.length - events.length, rejects });
    return true;
  });
}

async function finishFile({ run }: PullPlan, fileId: string, line: number, from: Place | null): Promise<Place | 'stopped'> {
  const to = { files: (from?.files ?? 0) + 1, line: 0 };
  return sql().begin(async (tx) => {
    if (await lockRun(tx, run.id, from)) return 'stopped' as const;
    await tx`update source_files set status = 'done', line = greatest(line, ${line}), finished_at = now() where id = ${fileId}`;
    await tx`update source_runs set cursor = ${tx.json(to)} where id = ${run.id}`;
    return to;
  });
}
