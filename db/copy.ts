import type { Readable } from 'node:stream';
import type { AnySql, TransactionSql } from './client';

const CHUNK = 1_000_000;

/**
 * Streams ready-made lines of COPY's text format into one `copy … from stdin`, inside the caller's transaction.
 * @throws Error with the driver's error as cause; the transaction is then aborted.
 */
export async function copyIn(tx: TransactionSql, statement: string, lines: Iterable<string>, after?: string): Promise<void> {
  await copyBytes(tx, statement, encode(lines), after);
}

function* encode(lines: Iterable<string>): Generator<Buffer> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}

/**
 * As `copyIn`, of bytes encoded already. postgres.js never ends the stream when the server refuses the data after its last byte,
 * so success is asked of a statement sent right behind (`after`), which costs no extra wait.
 * @throws Error with the driver's error as cause; the transaction is then aborted.
 */
export async function copyBytes(
  tx: TransactionSql,
  statement: string,
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  after = 'select 1',
): Promise<void> {
  const stream = await tx.unsafe(statement).writable();
  let failure: Error | undefined;
  stream.on('error', (e: Error) => {
    failure = e;
  });
  try {
    for await (const chunk of chunks) {
      await new Promise<void>((resolve, reject) => {
        stream.write(chunk, (e) => (e ? reject(failure ?? e) : resolve()));
      });
    }
  } catch (error) {
    // Tells the server that no more comes, so that the transaction can be rolled back.
    stream.destroy(error as Error);
    throw error;
  }
  stream.end();
  try {
    await tx.unsafe(after);
  } catch (cause) {
    throw new Error(`The database refused the rows of "${statement}"`, { cause: failure ?? cause });
  }
}

const SPECIAL = /[\\\n\r\t\0]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '' };

/** One line of COPY's text format. A NUL, which PostgreSQL cannot store, is dropped. `null` becomes SQL's null. */
export function copyLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(copyField).join('\t')}\n`;
}

function copyField(value: string | number | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t\0]/g, (c) => escapes[c] ?? c) : value;
}

/**
 * What a `copy … to stdout` sends, as it comes. postgres.js pauses the socket when the reader is slower, and resumes it only at the
 * next read, of which there is none once the last row has come: so it is resumed here.
 */
export async function* copyOut(sql: AnySql, statement: string): AsyncGenerator<Buffer> {
  const stream: Readable = await sql.unsafe(statement).readable();
  yield* stream;
  stream._read(0);
}
