import type { exportFormats } from '../constants';
import type { ProfilePayload } from '../types';
import { type ExportColumns, exportHeader, exportLine } from './export-line';
import { exportRecord } from './export-record';

export type ExportFormat = (typeof exportFormats)[number];

/** How a file is called and served. */
export const formatFacts: Record<ExportFormat, { extension: string; contentType: string }> = {
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8' },
  jsonl: { extension: 'jsonl', contentType: 'application/x-ndjson; charset=utf-8' },
  parquet: { extension: 'parquet', contentType: 'application/vnd.apache.parquet' },
};

/** One person as a line: of CSV, or of JSON, of which Parquet is made when the file is handed out. */
export const lineOf = (profile: ProfilePayload, columns: ExportColumns, format: ExportFormat): string =>
  format === 'csv' ? exportLine(profile, columns) : `${JSON.stringify(exportRecord(profile, columns))}\n`;

/** What stands above the lines. */
export const headOf = (columns: ExportColumns, format: ExportFormat): string => (format === 'csv' ? exportHeader(columns) : '');
