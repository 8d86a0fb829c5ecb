import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { may } from '@/features/consent/data/may';
import { env } from '@/lib/env';

/*
 * An export is two files: its lines (of CSV, or of JSON), and an index that says whom each line is about and how long it is. The index lets a download leave
 * out, line by line, who has withdrawn since the file was made.
 */

const HEADER = '00000000-0000-0000-0000-000000000000';
const ENTRY = 20;
const LINES = 1000;

const folder = () => path.resolve(/* turbopackIgnore: true */ env().DATA_DIR, 'exports');
/** From the id alone, hashed, so that no text of anybody's becomes a path. */
const nameOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32);
const linesPath = (id: string) => path.join(folder(), `${nameOf(id)}.csv`);
const indexPath = (id: string) => path.join(folder(), `${nameOf(id)}.idx`);

export type ExportLines = { id: string; line: string }[];

/** Opens the files where a run left off: what was written after its last committed part is cut off. */
export async function openExport(id: string, state: { bytes: number; written: number }) {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const [csv, index] = [await open(linesPath(id), 'a+', 0o600), await open(indexPath(id), 'a+', 0o600)];
  await csv.truncate(state.bytes);
  await index.truncate(state.bytes === 0 ? 0 : ENTRY * (state.written + 1));
  return {
    /** @returns how many bytes were added */
    async append(lines: ExportLines): Promise<number> {
      const texts = lines.map(({ line }) => Buffer.from(line));
      const entries = lines.map((line, i) => entryOf(line.id, texts[i]?.length ?? 0));
      await csv.appendFile(Buffer.concat(texts));
      await index.appendFile(Buffer.concat(entries));
      return texts.reduce((sum, text) => sum + text.length, 0);
    },
    async close(): Promise<void> {
      await Promise.all([csv.sync(), index.sync()]);
      await Promise.all([csv.close(), index.close()]);
    },
  };
}

export const headerLine = (line: string): ExportLines => [{ id: HEADER, line }];

function entryOf(id: string, length: number): Buffer {
  const entry = Buffer.alloc(ENTRY);
  Buffer.from(id.replaceAll('-', ''), 'hex').copy(entry);
  entry.writeUInt32BE(length, 16);
  return entry;
}

/**
 * The file as it may be handed out now: who has withdrawn since, or whose consent has ended, is left out. Asks for each part of it in
 * the moment it is sent. `onEnd` is told how many lines went out and how many did not.
 */
export async function* readExport(
  id: string,
  { purpose, channel }: { purpose: string; channel: string },
  onEnd: (lines: { sent: number; withheld: number }) => Promise<void>,
): AsyncGenerator<Buffer> {
  const [csv, index] = [await open(linesPath(id), 'r'), await open(indexPath(id), 'r')];
  const lines = { sent: 0, withheld: 0 };
  try {
    for (let at = 0, entriesAt = 0; ; ) {
      const { buffer, bytesRead } = await index.read(Buffer.alloc(ENTRY * LINES), 0, ENTRY * LINES, entriesAt);
      if (bytesRead === 0) break;
      entriesAt += bytesRead;
      const entries = entriesOf(buffer.subarray(0, bytesRead));
      const ids = entries.map((e) => e.id).filter((e) => e !== HEADER);
      const allowed = await may(sql(), ids, purpose, channel, await databaseNow(sql()));
      const length = entries.reduce((sum, e) => sum + e.length, 0);
      const text = (await csv.read(Buffer.alloc(length), 0, length, at)).buffer;
      at += length;
      let from = 0;
      const parts = entries.flatMap((entry) => {
        const part = text.subarray(from, (from += entry.length));
        return entry.id === HEADER || allowed.has(entry.id) ? [part] : [];
      });
      const sent = entries.filter((e) => allowed.has(e.id)).length;
      lines.sent += sent;
      lines.withheld += ids.length - sent;
      yield Buffer.concat(parts);
    }
    await onEnd(lines);
  } finally {
    await Promise.all([csv.close(), index.close()]);
  }
}

function entriesOf(buffer: Buffer): { id: string; length: number }[] {
  return Array.from({ length: Math.floor(buffer.length / ENTRY) }, (_, i) => {
    const hex = buffer.subarray(i * ENTRY, i * ENTRY + 16).toString('hex');
    return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), length: buffer.readUInt32BE(i * ENTRY + 16) };
  });
}

/** All lines of a file as it lies there, whoever has withdrawn since: to look at, not to hand out. */
export async function* storedLines(id: string): AsyncGenerator<Buffer> {
  for await (const part of createReadStream(linesPath(id))) yield part as Buffer;
}

/** Removes both files; those that are gone already are fine. */
export async function removeExport(id: string): Promise<void> {
  await Promise.all([linesPath(id), indexPath(id)].map((file) => rm(file, { force: true })));
}

/**
 * Overwrites with blanks the lines about these people, in the file as it lies there: no other line moves, so that a run under way and a download
 * go on. Whoever is gone was left out of every download already. @returns how many lines
 */
export async function blankExportLines(id: string, profileIds: ReadonlySet<string>): Promise<number> {
  if (!existsSync(indexPath(id)) || !existsSync(linesPath(id))) return 0;
  const [csv, index] = [await open(linesPath(id), 'r+'), await open(indexPath(id), 'r+')];
  let blanked = 0;
  try {
    for (let at = 0, entriesAt = 0; ; ) {
      const { buffer, bytesRead } = await index.read(Buffer.alloc(ENTRY * LINES), 0, ENTRY * LINES, entriesAt);
      if (bytesRead < ENTRY) break;
      const entries = entriesOf(buffer.subarray(0, bytesRead));
      for (const [n, entry] of entries.entries()) {
        if (profileIds.has(entry.id)) {
          await csv.write(
            Buffer.concat([Buffer.alloc(Math.max(0, entry.length - 2), 0x20), Buffer.from('\r\n')]).subarray(0, entry.length),
            0,
            entry.length,
            at,
          );
          await index.write(entryOf(randomUUID(), entry.length), 0, ENTRY, entriesAt + n * ENTRY);
          blanked += 1;
        }
        at += entry.length;
      }
      entriesAt += entries.length * ENTRY;
    }
    await Promise.all([csv.sync(), index.sync()]);
  } finally {
    await Promise.all([csv.close(), index.close()]);
  }
  return blanked;
}

/** How many lines of an export are about these people. */
export async function countExportLines(id: string, profileIds: ReadonlySet<string>): Promise<number> {
  if (!existsSync(indexPath(id))) return 0;
  const index = await open(indexPath(id), 'r');
  let found = 0;
  try {
    for (let at = 0; ; ) {
      const { buffer, bytesRead } = await index.read(Buffer.alloc(ENTRY * LINES), 0, ENTRY * LINES, at);
      if (bytesRead < ENTRY) return found;
      const entries = entriesOf(buffer.subarray(0, bytesRead));
      found += entries.filter((entry) => profileIds.has(entry.id)).length;
      at += entries.length * ENTRY;
    }
  } finally {
    await index.close();
  }
}
