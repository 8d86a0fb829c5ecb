import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { MAX_FILE_BYTES } from '../constants';
import { detectFormat } from '../core/detect-format';
import { importPath } from '../data/find-imports';
import { readHead } from '../data/read-rows';

type Upload = { fileName: string; content: AsyncIterable<Uint8Array>; expectedBytes?: number | undefined };

/**
 * Streams an upload to disk in constant memory and registers it with its guessed format.
 * @returns the import's id.
 * @throws AppError invalid_input for an empty, cut-off or binary file; payload_too_large.
 */
export async function storeUpload(sql: Sql, scope: Scope, upload: Upload): Promise<string> {
  const id = newId();
  const file = `${id}.csv`;
  const path = importPath(file);
  const partial = `${path}.${randomUUID()}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const { bytes, sha256 } = await writeFile(partial, upload.content);
    if (bytes === 0) throw new AppError('invalid_input', 'The file is empty.', { key: 'import.empty' });
    if (upload.expectedBytes !== undefined && upload.expectedBytes !== bytes) {
      throw new AppError('invalid_input', `The upload broke off after ${bytes} of ${upload.expectedBytes} bytes. Send the file again.`, {
        key: 'import.brokeOff',
        values: { bytes, expected: upload.expectedBytes },
      });
    }
    const format = detectFormat(await textHead(partial));
    await rename(partial, path);
    await sql.begin(async (tx) => {
      await tx`
        insert into imports (id, file_name, file, bytes, sha256, format, created_by)
        values (${id}, ${upload.fileName.slice(0, 200)}, ${file}, ${bytes}, ${sha256}, ${tx.json(format)},
                ${'name' in scope.actor ? scope.actor.name : 'system'})`;
      await audit(tx, scope, { action: 'import.uploaded', subjectType: 'import', subjectId: id, details: { bytes } });
    });
    return id;
  } catch (error) {
    await rm(partial, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

async function writeFile(path: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > MAX_FILE_BYTES) {
        const limit = MAX_FILE_BYTES / 1024 ** 3;
        done(
          new AppError('payload_too_large', `Files may have up to ${limit} GB. Split it.`, { key: 'import.tooLarge', values: { limit } }),
        );
      } else done(null, chunk);
    },
  });
  await pipeline(content, meter, createWriteStream(path, { mode: 0o600 }));
  return { bytes, sha256: hash.digest('hex') };
}

/** Known binary files, by their first bytes: people often pick the spreadsheet itself. */
const BINARY: { magic: number[]; kind: string; name: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], kind: 'xlsx', name: 'an Excel workbook or a ZIP archive' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], kind: 'xls', name: 'an old Excel workbook' },
  { magic: [0x1f, 0x8b], kind: 'gzip', name: 'a gzip archive' },
  { magic: [0x25, 0x50, 0x44, 0x46], kind: 'pdf', name: 'a PDF' },
];

async function textHead(path: string): Promise<Uint8Array> {
  const head = await readHead(path);
  const binary = BINARY.find(({ magic }) => magic.every((byte, i) => head[i] === byte));
  if (binary)
    throw new AppError('invalid_input', `This is ${binary.name}, not a text file. Save the table as CSV and upload that.`, {
      key: 'import.binary',
      values: { kind: binary.kind },
    });
  return head;
}
