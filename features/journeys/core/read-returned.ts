import { AppError } from '@/lib/errors';

const MOST_BYTES = 1024 * 1024;

/** The body of a request as text of one byte a character, as mail is. @throws AppError payload_too_large, invalid_input when it is empty. */
export async function readReturned(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new AppError('payload_too_large', 'The message is larger than 1 MB.', { key: 'email.returnedForm' });
    chunks.push(chunk);
  }
  if (size === 0) throw new AppError('invalid_input', 'Send the returned message itself.', { key: 'email.returnedForm' });
  return Buffer.concat(chunks).toString('latin1');
}
