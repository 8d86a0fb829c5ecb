import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from '../client';
import { copyOut } from '../copy';
import { listMigrations, listSequences, listTables, selectOf, sizeOf } from './catalogue';
import { importsFolder, listWaitingFiles } from './files';
import { dataFrame, itemFrame } from './frames';
import { inPieces } from './pieces';
import type { BeginItem, FileSum, Progress, TableShape, TableSum } from './types';

const BEGIN = 'begin isolation level repeatable read read only';
const PIECE = 256 * 1024;

type Tick = (bytes: number) => void;

/** Lines of COPY's text format, in which a line feed inside a value is written as `\n`. */
export function countLines(bytes: Buffer): number {
  let n = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) n++;
  return n;
}

async function* tableContent(sql: Sql, table: TableShape, sums: TableSum[], tick: Tick): AsyncGenerator<Buffer> {
  yield* itemFrame({ is: 'table', ...table });
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  for await (const piece of inPieces(copyOut(sql, `copy (${selectOf(table)}) to stdout`), PIECE)) {
    hash.update(piece);
    rows += countLines(piece);
    bytes += piece.length;
    tick(bytes);
    yield* dataFrame(piece);
  }
  const sum = { schema: table.schema, name: table.name, rows, bytes, sha256: hash.digest('hex') };
  sums.push(sum);
  yield* itemFrame({ is: 'table_end', ...sum });
}

async function* fileContent(name: string, sums: FileSum[]): AsyncGenerator<Buffer> {
  const path = join(importsFolder(), name);
  if (!existsSync(path)) return;
  yield* itemFrame({ is: 'file', folder: 'imports', name });
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of inPieces(createReadStream(path), PIECE)) {
    hash.update(piece);
    bytes += piece.length;
    yield* dataFrame(piece);
  }
  const sum = { folder: 'imports' as const, name, bytes, sha256: hash.digest('hex') };
  sums.push(sum);
  yield* itemFrame({ is: 'file_end', ...sum });
}

/**
 * All that a back-up holds, as it was at one moment. One transaction keeps the snapshot and locks nothing; each table is read in a
 * transaction of its own in that snapshot, so that none is held longer than it is read. Only the inbox is locked before the snapshot
 * is taken: its partitions are dropped once they are worked through, and dropping asks no snapshot.
 * Reads constantly little memory. When it ends early, end the pool: the connections are then in the middle of something.
 * @param sql a pool of three connections or more, of its own
 */
export async function* contentOf(
  sql: Sql,
  given: Pick<BeginItem, 'createdAt' | 'server' | 'keyMark'>,
  progress: Progress,
): AsyncGenerator<Buffer> {
  const [keeper, inbox, reader] = [await sql.reserve(), await sql.reserve(), await sql.reserve()];
  await inbox.unsafe(`${BEGIN}; lock table inbox in access share mode`).simple();
  await keeper.unsafe(`${BEGIN}; set local idle_in_transaction_session_timeout = 0`).simple();
  const [row] = await keeper<{ snapshot: string }[]>`select pg_export_snapshot() as snapshot`;
  const share = `set transaction snapshot '${row?.snapshot}'`;
  await inbox.unsafe(share).simple();

  yield* itemFrame({ is: 'begin', ...given, migrations: await listMigrations(keeper) });
  const shapes = await listTables(keeper);
  const sizes = await Promise.all(shapes.map((shape) => sizeOf(keeper, shape)));
  const of = sizes.reduce((sum, size) => sum + size, 0);
  const tables: TableSum[] = [];
  let before = 0;
  for (const [i, shape] of shapes.entries()) {
    const size = sizes[i] ?? 0;
    const tick: Tick = (bytes) => progress({ what: shape.name, bytes, done: before + Math.min(bytes, size), of });
    const isInbox = shape.name === 'inbox';
    if (!isInbox) await reader.unsafe(`${BEGIN}; ${share}`).simple();
    yield* tableContent(isInbox ? inbox : reader, shape, tables, tick);
    await (isInbox ? inbox : reader).unsafe('commit').simple();
    before += size;
    const sum = tables.at(-1);
    progress({ what: shape.name, rows: sum?.rows ?? 0, bytes: sum?.bytes ?? 0, done: before, of });
  }
  const files: FileSum[] = [];
  for (const name of await listWaitingFiles(keeper)) yield* fileContent(name, files);
  yield* itemFrame({ is: 'end', tables, files, sequences: await listSequences(keeper) });
  await keeper.unsafe('commit').simple();
  for (const connection of [keeper, inbox, reader]) connection.release();
}
