import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/lib/errors';
import { connect, type TransactionSql } from '../client';
import { copyBytes } from '../copy';
import { migrate } from '../migrate';
import { fullName, listTables, quoted } from './catalogue';
import { countLines } from './content';
import { importsFolder } from './files';
import type { BackupKey } from './header';
import { beginLoad, endLoad } from './marker';
import { putAside } from './put-aside';
import { type BackupReader, readBackup } from './read-backup';
import { assertFits, withMigrations } from './schema-version';
import type { BeginItem, EndItem, PartitionShape, Progress, TableShape } from './types';

export type Loaded = { begin: BeginItem; end: EndItem };

/**
 * Loads a back-up into an empty database: the schema of its time, then all rows in one transaction, then the migrations since. What a
 * crash leaves is known as unfinished, is never served, and is cleared away by the next try.
 * @param prepare what must be in place before the first row, called when nothing stands against loading any more
 * @param folder where this build's migrations are
 * @throws AppError for a wrong key, a damaged file, a database that is not empty, a back-up of a newer version
 */
export async function loadBackup(
  url: string,
  file: string,
  key: BackupKey,
  { progress = () => undefined, prepare, folder }: { progress?: Progress; prepare?: () => Promise<void>; folder?: string } = {},
): Promise<Loaded> {
  const reader = await readBackup(file, key);
  const { begin } = reader;
  const count = assertFits(begin, folder);
  const sql = connect(url, {
    max: 1,
    idle_timeout: 0,
    connection: { application_name: 'tessera restore', TimeZone: 'UTC', statement_timeout: 0 },
  });
  try {
    await beginLoad(sql);
    await prepare?.();
    await withMigrations(count, (old) => migrate(url, old), folder);
    await sql.begin((tx) => loadAll(tx, reader, progress));
    await migrate(url, folder);
    await sql.unsafe('analyze');
    return { begin, end: reader.end() };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function loadAll(tx: TransactionSql, reader: BackupReader, progress: Progress): Promise<void> {
  const here = new Map((await listTables(tx)).map((table) => [fullName(table), table]));
  const putBack = await putAside(tx);
  await tx.unsafe(`truncate ${[...here.keys()].join(', ')}`);
  for await (const part of reader.parts()) {
    if (part.item.is === 'file') await loadFile(part.item, part.data);
    else await loadTable(tx, part.item, here.get(fullName(part.item)), part.data, progress);
  }
  progress({ what: 'indexes', bytes: 0, done: 0, of: 0 });
  await putBack();
  for (const sequence of reader.end().sequences)
    await tx`select setval(${fullName(sequence)}::text::regclass, ${sequence.value}::text::bigint)`;
  await freeWhatWasHeld(tx);
  await endLoad(tx);
}

async function loadTable(
  tx: TransactionSql,
  table: TableShape,
  here: TableShape | undefined,
  data: AsyncGenerator<Buffer>,
  progress: Progress,
): Promise<void> {
  const missing = here ? table.columns.filter((column) => !here.columns.includes(column)) : ['all'];
  if (missing.length > 0)
    throw new AppError(
      'conflict',
      `This version of Tessera has no place for the column ${missing[0]} of ${table.name}: restore with the one that made the back-up.`,
    );
  for (const partition of table.partitions) await makePartition(tx, table, partition);
  let [rows, bytes] = [0, 0];
  const counted = async function* () {
    for await (const piece of data) {
      rows += countLines(piece);
      bytes += piece.length;
      yield piece;
      progress({ what: table.name, bytes, done: 0, of: 0 });
    }
  };
  await copyBytes(tx, `copy ${fullName(table)} (${table.columns.map(quoted).join(', ')}) from stdin`, counted());
  const [stored] = await tx.unsafe<{ n: number }[]>(`select count(*)::float8 as n from ${fullName(table)}`);
  if (stored?.n !== rows) throw new Error(`${table.name} has ${stored?.n} rows instead of ${rows}`);
  progress({ what: table.name, rows, bytes, done: 0, of: 0 });
}

async function makePartition(tx: TransactionSql, table: TableShape, { name, bound, options }: PartitionShape): Promise<void> {
  const made = fullName({ schema: table.schema, name });
  const [there] = await tx`select 1 where to_regclass(${made}) is not null`;
  if (there) return;
  const settings = options.length > 0 ? ` with (${options.join(', ')})` : '';
  await tx.unsafe(`create table ${made} partition of ${fullName(table)} ${bound}${settings}`);
}

/** A file is written whole and then named; the transaction's end decides whether anybody looks for it. */
async function loadFile({ name }: { name: string }, data: AsyncGenerator<Buffer>): Promise<void> {
  const folder = importsFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, basename(name));
  await pipeline(Readable.from(data), createWriteStream(`${path}.part`, { mode: 0o600 }));
  await rename(`${path}.part`, path);
}

/** The processes that held these are gone: nobody need wait until their time has passed. */
async function freeWhatWasHeld(tx: TransactionSql): Promise<void> {
  await tx`update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null`;
  await tx`update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null`;
  await tx`update inbox_lanes set owner = null, lease_until = null`;
}
