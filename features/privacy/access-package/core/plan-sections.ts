import type { ColumnMap, DataMap } from '@/db/data-map/types';
import type { PackageKind } from '../types';

export type SectionPlan = { table: string; path: string; columns: string[] };

/** Made by staff or by us from what the person gave: told in an access package, but not the person's to take along. */
const NOT_GIVEN: ReadonlySet<string> = new Set([
  'profiles',
  'notes',
  'links',
  'reveals',
  'restrictions',
  'recipients',
  'deliveries',
  'messages',
]);

const isGiven = ({ holds }: ColumnMap): boolean => ['identifier', 'contact', 'behaviour'].includes(holds);

/**
 * The tables of a person with the columns that go into a package, as the data map says: an access package has every exported one, one for
 * portability what the person gave or did. What has no column to hand out is left out.
 */
export function planSections(map: DataMap, kind: PackageKind): SectionPlan[] {
  return Object.entries(map).flatMap(([table, { subject, path, columns }]) => {
    if (subject !== 'profile' || path === null || (kind === 'portability' && NOT_GIVEN.has(table))) return [];
    const out = Object.entries(columns).flatMap(([name, column]) =>
      column.export && (kind === 'access' || isGiven(column)) ? [name] : [],
    );
    return out.length > 0 ? [{ table, path, columns: out }] : [];
  });
}
