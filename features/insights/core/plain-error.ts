const LONGEST = 200;

/**
 * The text of a failed job's error without what may be somebody's data: databases, parsers and clients quote values. Only the first
 * line stays; what stands in quotes or brackets, e-mail addresses, words with digits and words in other scripts become `…`.
 */
export function plainError(text: string): string {
  const line = text.split('\n')[0] ?? '';
  const plain = line
    .replace(/(["'`“”„«»‘’]).*(["'`“”„«»‘’])/gu, '…')
    .replace(/["'`“”„«»‘’].*$/gu, '…')
    .replace(/[([{].*[)\]}]/gu, '…')
    .replace(/[([{].*$/gu, '…')
    .replace(/\S*@\S*/gu, '…')
    .replace(/\S*\p{Nd}\S*/gu, '…')
    .replace(/\S*[^\x20-\x7e…]\S*/gu, '…')
    .replace(/…(\s*…)+/gu, '…')
    .trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
