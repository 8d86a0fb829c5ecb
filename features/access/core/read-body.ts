import { AppError } from '@/lib/errors';

/**
 * The body of a request as JSON, never holding more than `limit` bytes.
 * @throws AppError payload_too_large, or invalid_input when it is not JSON.
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const kib = Math.floor(limit / 1024);
  const tooLarge = () =>
    new AppError('payload_too_large', `The body is larger than ${kib} KiB.`, { key: 'bodyTooLarge', values: { limit: kib } });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_input', 'The body must be JSON.', { key: 'bodyNotJson', cause });
  }
}
