const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A moment as SDKs send it: ISO 8601 text, or milliseconds since 1970. Text without a zone is UTC.
 * @returns ISO 8601 text with a zone, or null when it is not a moment
 */
export function readTime(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : null;
  if (typeof value !== 'string') return null;
  const match = ISO.exec(value.trim());
  if (!match) return null;
  const dated = value.trim().replace(' ', 'T').replace(',', '.');
  const text = dated.length > 10 && match[1] === undefined ? `${dated}Z` : dated;
  return Number.isNaN(Date.parse(text)) ? null : text;
}
