import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import type { Mapping } from '@/features/ingest/imports/schema';
import type { Cluster } from '../types';
import type { Finder } from './spellings';

/** Says of a row of an uploaded file whether it is about the person: by an identifier's column, of any length, or by what is written in it. */
export type RowFinder = (cells: readonly string[], raw: string, mapping: Mapping | null) => boolean;

export function rowFinder({ identifiers }: Cluster, finder: Finder): RowFinder {
  const known = new Set(identifiers.filter((i) => !i.shared).map((i) => `${i.type}:${i.value}`));
  return (cells, raw, mapping) => {
    if (finder.finds(raw)) return true;
    return cells.some((cell, n) => {
      const target = mapping?.columns[n];
      if (target?.kind !== 'identifier') return false;
      const type = target.type === 'external' ? normaliseType(target.externalType ?? '') : target.type;
      const found = type && normaliseIdentifier(type, cell);
      return found ? known.has(`${found.type}:${found.value}`) : false;
    });
  };
}
