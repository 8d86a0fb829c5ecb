import { detectFormat } from '@/features/ingest/imports/core/detect-format';
import { AppError } from '@/lib/errors';
import { MAX_LIST_BYTES, MAX_LIST_LINES } from '../constants';

const HEAD = 64 * 1024;

/** What is known of a file once all of it went through `plainText`. */
export type PlainText = { bytes: number; lines: number; delimiter: string };

/**
 * Writes a file of any encoding and any line ends as UTF-8 with line feeds alone, piece by piece; `found` says of it what is known at its end.
 * @throws AppError payload_too_large; invalid_input for what is no text
 */
export async function* plainText(content: AsyncIterable<Uint8Array>, found: PlainText): AsyncGenerator<string> {
  let head: Uint8Array[] | undefined = [];
  let decoder = new TextDecoder();
  let carry = '';
  const begin = (): Uint8Array => {
    const all = Buffer.concat(head ?? []);
    const { encoding, delimiter } = detectFormat(all.subarray(0, HEAD));
    head = undefined;
    found.delimiter = delimiter;
    decoder = new TextDecoder(encoding);
    return all;
  };
  const write = (piece: string, isEnd: boolean): string => {
    const text = carry + piece;
    // The second half of a line end may be in the next piece.
    carry = !isEnd && text.endsWith('\r') ? '\r' : '';
    const plain = (carry === '' ? text : text.slice(0, -1)).replace(/\r\n?/g, '\n');
    if (plain.includes('\0'))
      throw new AppError('invalid_input', 'This is no text file. Save the table as CSV and upload that.', { key: 'list.binary' });
    for (let at = plain.indexOf('\n'); at >= 0; at = plain.indexOf('\n', at + 1)) found.lines += 1;
    if (found.lines > MAX_LIST_LINES)
      throw new AppError('payload_too_large', `Lists may have up to ${MAX_LIST_LINES} lines. Split the file.`, {
        key: 'list.tooLong',
        values: { limit: MAX_LIST_LINES },
      });
    return plain;
  };
  for await (const chunk of content) {
    found.bytes += chunk.length;
    if (found.bytes > MAX_LIST_BYTES) {
      const limit = MAX_LIST_BYTES / 1024 ** 2;
      throw new AppError('payload_too_large', `Lists may have up to ${limit} MB. Split the file.`, {
        key: 'list.tooLarge',
        values: { limit },
      });
    }
    if (head) head.push(chunk);
    if (head && found.bytes < HEAD) continue;
    yield write(decoder.decode(head ? begin() : chunk, { stream: true }), false);
  }
  const rest = head ? begin() : new Uint8Array();
  yield write(decoder.decode(rest, { stream: true }) + decoder.decode(), true);
  found.lines += 1;
}
