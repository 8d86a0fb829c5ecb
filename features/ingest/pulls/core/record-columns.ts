import type { SourceColumn } from '@/features/sources/connections/types';
import { flatten, recordsOf } from '../../mapping/flatten';

const SHOWN = 20;

/** Every path of these payloads' records, with their values as rows. */
export function recordColumns(payloads: readonly unknown[], items: string | null): { columns: SourceColumn[]; rows: (string | null)[][] } {
  const records = payloads.flatMap((payload) => recordsOf(payload, items) ?? [payload]).map((record) => flatten(record));
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    columns: names.map((name) => ({ name, type: 'json' })),
    rows: records.slice(0, SHOWN).map((record) => names.map((name) => record[name] ?? null)),
  };
}
