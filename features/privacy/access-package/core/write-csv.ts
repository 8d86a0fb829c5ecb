import { csvLine } from '@/lib/csv';
import type { Section } from '../types';

/** One table as CSV, with a byte-order mark by which spreadsheets know it as UTF-8. */
export async function* csvParts({ columns, rows }: Section): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(columns)}`;
  for await (const part of rows()) yield part.map((row) => csvLine(columns.map((column) => cellText(row[column])))).join('');
}

/** A value as one cell: times in ISO 8601, lists and objects as JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
