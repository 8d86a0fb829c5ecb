import { delimiters, type ImportFormatInput } from '../schema';

/**
 * Guesses encoding, delimiter and byte-order mark from the beginning of a file (some 64 kB are enough).
 * Without a mark, text that is not valid UTF-8 is taken for Windows-1252, the usual export of office programs.
 */
export function detectFormat(head: Uint8Array): ImportFormatInput {
  const { encoding, hasBom } = detectEncoding(head);
  const text = new TextDecoder(encoding).decode(head);
  return { encoding, delimiter: detectDelimiter(text), quote: '"', hasBom };
}

function detectEncoding(head: Uint8Array): { encoding: ImportFormatInput['encoding']; hasBom: boolean } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', hasBom: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', hasBom: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', hasBom: true };
  if (isUtf8(head)) return { encoding: 'utf-8', hasBom: false };
  const zeros = head.reduce((n, byte, i) => n + (byte === 0 && i % 2 === 1 ? 1 : 0), 0);
  if (zeros > head.length / 8) return { encoding: 'utf-16le', hasBom: false };
  return { encoding: 'windows-1252', hasBom: false };
}

/** A single wrong byte among good multi-byte sequences is a fault of that row, so a few are tolerated. */
function isUtf8(head: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  if (text.includes('\0')) return false;
  const bad = text.split('\uFFFD').length - 1;
  const multiByte = [...text].filter((c) => c > '\u007F').length - bad;
  return bad === 0 || bad * 10 < multiByte;
}

/** The delimiter that splits the first lines into the same number of columns, and into the most of them. */
function detectDelimiter(text: string): ImportFormatInput['delimiter'] {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  const complete = lines.length > 1 ? lines.slice(0, -1) : lines;
  let best: { delimiter: ImportFormatInput['delimiter']; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = complete.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length);
    const columns = counts[0] ?? 1;
    if (columns < 2) continue;
    const same = counts.filter((c) => c === columns).length / counts.length;
    const score = same * 1000 + columns;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
