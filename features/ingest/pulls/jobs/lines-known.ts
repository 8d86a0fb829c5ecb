import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sql } from '@/db/client';
import type { RemoteFile } from '@/plugins/kit/connector';
import type { Spooled } from './spool-file';

type Version = { bytes: number; sha256: string; line: number };

const NEW_LINE = [0x0a, 0x0d];

/**
 * How many lines at the beginning of a file were read before: all of a copy's; of a file that has grown, those of the version read last.
 * 0 when it begins otherwise. What is packed is compared as a whole.
 */
export async function linesKnown(sourceId: string, { name, bytes }: RemoteFile, { path, sha256 }: Spooled): Promise<number> {
  const [before] = await sql()<Version[]>`
    select bytes::float8 as bytes, sha256, line::float8 as line from source_files
    where source_id = ${sourceId} and status = 'done' and line > 0 and (sha256 = ${sha256} or name = ${name})
    order by sha256 = ${sha256} desc, created_at desc, line desc limit 1`;
  if (!before) return 0;
  if (before.sha256 === sha256) return before.line;
  if (/\.gz$/i.test(name) || before.bytes >= bytes) return 0;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { end: before.bytes - 1 }), hash);
  if (hash.digest('hex') !== before.sha256) return 0;
  // A line that was cut off is read again as it is now.
  return (await endsWithLine(path, before.bytes)) ? before.line : before.line - 1;
}

/** Whether a line ends just before or just behind this place. */
async function endsWithLine(path: string, at: number): Promise<boolean> {
  const file = await open(path);
  try {
    const around = Buffer.alloc(3);
    await file.read(around, 0, 3, Math.max(0, at - 2));
    const [last = 0, end = 0, next = 0] = around;
    return end === 0x0a || (end === 0 && last === 0x0a) || NEW_LINE.includes(next);
  } finally {
    await file.close();
  }
}
