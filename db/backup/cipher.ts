import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { inPieces } from './pieces';

/** Plain bytes in one encrypted chunk; the last one is shorter, and may be empty. */
export const CHUNK = 2 ** 20;
const TAG = 16;

/** Counts the chunks and marks the last, so that none can be left out, doubled, moved or cut off. The key is used for one file only. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

const bindingOf = (header: Buffer): Buffer => createHash('sha256').update(header).digest();

/** AES-256-GCM in chunks of ciphertext and tag, bound to the header. */
export async function* encrypt(key: Buffer, header: Buffer, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const binding = bindingOf(header);
  let index = 0;
  const seal = (chunk: Buffer, isLast: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index++, isLast)).setAAD(binding);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  let waiting: Buffer | undefined;
  for await (const chunk of inPieces(plain, CHUNK)) {
    if (waiting) yield seal(waiting, false);
    waiting = chunk;
  }
  yield seal(waiting ?? Buffer.alloc(0), true);
}

/** @throws AppError invalid_input at the first chunk that is not what was written, or when the end is missing */
export async function* decrypt(key: Buffer, header: Buffer, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const binding = bindingOf(header);
  let index = 0;
  const open = (chunk: Buffer, isLast: boolean) => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index++, isLast)).setAAD(binding);
      decipher.setAuthTag(chunk.subarray(chunk.length - TAG));
      return Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG)), decipher.final()]);
    } catch (cause) {
      throw new AppError('invalid_input', `The back-up is damaged or cut off (part ${index}).`, { cause });
    }
  };
  let waiting: Buffer | undefined;
  for await (const chunk of inPieces(sealed, CHUNK + TAG)) {
    if (waiting) yield open(waiting, false);
    waiting = chunk;
  }
  yield open(waiting ?? Buffer.alloc(0), true);
}
