import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@/lib/errors';
import { decrypt } from './cipher';
import { countLines } from './content';
import { type Frame, readFrames } from './frames';
import { type BackupHeader, type BackupKey, MAGIC, MAX_HEADER, openHeader, parseHeader } from './header';
import type { BeginItem, EndItem, FileSum, Item, TableSum } from './types';

/** The header of a back-up, which anybody may read. @throws AppError invalid_input when it is none */
export async function readHeader(file: string): Promise<{ header: BackupHeader; bytes: Buffer }> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new AppError('not_found', `There is no file ${file}.`, { cause });
  });
  try {
    const start = Buffer.alloc(MAGIC.length + 4 + MAX_HEADER);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return parseHeader(start.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function* framesOf(file: string, given: BackupKey): AsyncGenerator<Frame> {
  const { header, bytes } = await readHeader(file);
  const key = await openHeader(header, given);
  const sealed = createReadStream(file, { start: bytes.length, highWaterMark: 2 ** 20 });
  const plain = Readable.from(decrypt(key, bytes, sealed), { objectMode: false, highWaterMark: 2 ** 20 });
  const gunzip = createGunzip({ chunkSize: 2 ** 20 });
  plain.on('error', (error) => gunzip.destroy(error));
  yield* readFrames(plain.pipe(gunzip));
}

export type BackupReader = {
  begin: BeginItem;
  /** Each table and file with its bytes, which must be read to their end before the next; sums are checked on the way. */
  parts(): AsyncGenerator<Part>;
  /** What stands at the end; to be asked for after the last part. */
  end(): EndItem;
};

export type Part = { item: Extract<Item, { is: 'table' | 'file' }>; data: AsyncGenerator<Buffer> };

const damaged = (what: string) => new AppError('invalid_input', `The back-up is damaged: ${what}.`);

/**
 * Opens a back-up. Whatever is read of it is checked: the encryption of each chunk, the rows and the checksum of each table.
 * @throws AppError forbidden for a wrong key, invalid_input for a damaged file
 */
export async function readBackup(file: string, key: BackupKey): Promise<BackupReader> {
  const frames = framesOf(file, key);
  const next = async (): Promise<Frame> => {
    const { value, done } = await frames.next();
    if (done) throw damaged('its end is missing');
    return value;
  };
  const item = async (): Promise<Item> => {
    const frame = await next();
    if (!('item' in frame)) throw damaged('bytes without a table');
    return frame.item;
  };
  const begin = await item();
  if (begin.is !== 'begin') throw damaged('its beginning is missing');
  const sums: (TableSum | FileSum)[] = [];
  let end: EndItem | undefined;

  async function* bytesOf(): AsyncGenerator<Buffer> {
    const hash: Hash = createHash('sha256');
    let [rows, bytes] = [0, 0];
    for (;;) {
      const frame = await next();
      if ('data' in frame) {
        hash.update(frame.data);
        rows += countLines(frame.data);
        bytes += frame.data.length;
        yield frame.data;
        continue;
      }
      const { item: sum } = frame;
      if (sum.is !== 'table_end' && sum.is !== 'file_end') throw damaged('a table without its end');
      if (sum.sha256 !== hash.digest('hex') || sum.bytes !== bytes || (sum.is === 'table_end' && sum.rows !== rows))
        throw damaged(`${sum.name} is not what was written`);
      const { is: _, ...rest } = sum;
      sums.push(rest);
      return;
    }
  }

  async function* parts(): AsyncGenerator<Part> {
    for (;;) {
      const head = await item();
      if (head.is === 'end') {
        if (JSON.stringify([...head.tables, ...head.files]) !== JSON.stringify(sums)) throw damaged('its list of tables does not agree');
        end = head;
        if (!(await frames.next()).done) throw damaged('something stands behind its end');
        return;
      }
      if (head.is !== 'table' && head.is !== 'file') throw damaged('a part of an unknown kind');
      yield { item: head, data: bytesOf() };
    }
  }

  return {
    begin,
    parts,
    end: () => {
      if (!end) throw damaged('its end is missing');
      return end;
    },
  };
}

/** Reads a back-up to its end and checks all of it. @throws AppError as readBackup */
export async function verifyBackup(file: string, key: BackupKey): Promise<{ begin: BeginItem; end: EndItem }> {
  const reader = await readBackup(file, key);
  for await (const { data } of reader.parts()) for await (const _ of data);
  return { begin: reader.begin, end: reader.end() };
}
