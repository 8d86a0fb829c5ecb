import type { Readable } from 'node:stream';
import { gunzip } from 'node:zlib';
import type { BodyFault } from './types';

const BODY_TIMEOUT_MS = 30_000;

/** Reads a request's stream up to `limit` bytes, within a time, as long as `room` allows; then stops and leaves it paused. */
export function readStream(
  stream: Readable,
  limit: number,
  room: (bytes: number) => boolean,
  timeoutMs = BODY_TIMEOUT_MS,
): Promise<Buffer | BodyFault> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Buffer | BodyFault) => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', onEnd).off('close', onGone);
      if (typeof result === 'string') stream.pause();
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return finish('too_large');
      if (!room(chunk.length)) return finish('no_room');
      chunks.push(chunk);
    };
    const onEnd = () => finish(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    const onGone = () => finish('aborted');
    const timer = setTimeout(() => finish('too_slow'), timeoutMs);
    stream.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  });
}

/**
 * Undoes the content encoding, never beyond `limit` bytes.
 * @returns the text's bytes, or why not
 */
export async function decodeBody(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer | 'too_large' | 'invalid_encoding'> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return body;
  if (name !== 'gzip' && name !== 'x-gzip') return 'invalid_encoding';
  return new Promise((resolve) => {
    gunzip(body, { maxOutputLength: limit }, (error, result) => {
      if (!error) resolve(result);
      else resolve((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'invalid_encoding');
    });
  });
}

/** Parses JSON in UTF-8, with or without a byte order mark. @returns undefined when it is none */
export function parseJson(body: Buffer): { value: unknown } | undefined {
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  try {
    return { value: JSON.parse(body.toString('utf8', start)) };
  } catch {
    return undefined;
  }
}
