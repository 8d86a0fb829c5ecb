import { AppError } from '@/lib/errors';
import type { Item } from './types';

/** A back-up's content is a row of frames: an item in JSON, or bytes that belong to the item before. */
export type Frame = { item: Item } | { data: Buffer };

const KINDS = { item: 1, data: 2 } as const;
const HEAD = 5;
/** Larger than any frame written: a length beyond it is damage. */
const LONGEST = 256 * 2 ** 20;

function frame(kind: number, payload: Buffer): Buffer[] {
  const head = Buffer.alloc(HEAD);
  head[0] = kind;
  head.writeUInt32BE(payload.length, 1);
  return [head, payload];
}

export const itemFrame = (item: Item): Buffer[] => frame(KINDS.item, Buffer.from(JSON.stringify(item)));
export const dataFrame = (data: Buffer): Buffer[] => frame(KINDS.data, data);

/** @throws AppError invalid_input for what is no row of frames */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length - at >= HEAD) {
      const length = held.readUInt32BE(at + 1);
      if (length > LONGEST) throw new AppError('invalid_input', 'The back-up is damaged: a part is too long.');
      if (held.length - at < HEAD + length) break;
      const payload = held.subarray(at + HEAD, at + HEAD + length);
      if (held[at] === KINDS.item) yield { item: JSON.parse(payload.toString()) as Item };
      else if (held[at] === KINDS.data) yield { data: payload };
      else throw new AppError('invalid_input', 'The back-up is damaged: a part of an unknown kind.');
      at += HEAD + length;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw new AppError('invalid_input', 'The back-up is damaged: it ends in the middle of a part.');
}
