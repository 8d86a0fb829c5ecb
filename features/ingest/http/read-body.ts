import { gunzip } from 'node:zlib';

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
