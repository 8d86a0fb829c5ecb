import type { ExportColumns } from './export-line';
import type { ExportRecord } from './export-record';

/** A column of a Parquet file; a column that only holds numbers (or yes and no) is typed so, any other is text. */
export type ParquetColumn = { name: string; type: 'DOUBLE' | 'BOOLEAN' | 'STRING'; read: (record: ExportRecord) => unknown };

export type TraitTypes = ReadonlyMap<string, ParquetColumn['type']>;

const typeOf = (value: unknown): ParquetColumn['type'] =>
  typeof value === 'number' ? 'DOUBLE' : typeof value === 'boolean' ? 'BOOLEAN' : 'STRING';

/** Takes one more record into account: a trait whose values differ in type is text. */
export function noteTypes(types: Map<string, ParquetColumn['type']>, { traits }: ExportRecord): void {
  for (const [name, value] of Object.entries(traits)) {
    if (value === null) continue;
    const known = types.get(name);
    types.set(name, known === undefined || known === typeOf(value) ? typeOf(value) : 'STRING');
  }
}

/** `profile_id`, the identifier types, the traits; a name that is taken gets a suffix. */
export function parquetColumns({ identifiers, traits }: ExportColumns, types: TraitTypes): ParquetColumn[] {
  const taken = new Set(['profile_id']);
  const free = (name: string): string => {
    if (taken.has(name)) return free(`${name}_`);
    taken.add(name);
    return name;
  };
  return [
    { name: 'profile_id', type: 'STRING', read: (record) => record.profile_id },
    ...identifiers.map((type): ParquetColumn => {
      const read = (record: ExportRecord) => (Object.hasOwn(record.identifiers, type) ? record.identifiers[type]?.join('; ') : undefined);
      return { name: free(type), type: 'STRING', read };
    }),
    ...traits.map((trait): ParquetColumn => {
      const type = types.get(trait) ?? 'STRING';
      return {
        name: free(trait),
        type,
        read: (record) => (Object.hasOwn(record.traits, trait) ? cell(record.traits[trait], type) : undefined),
      };
    }),
  ];
}

/** @throws Error for a value that the column's type cannot hold: types are those of every record. */
function cell(value: unknown, type: ParquetColumn['type']): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === 'STRING') return typeof value === 'string' ? value : JSON.stringify(value);
  if (typeOf(value) !== type) throw new Error('A value does not fit the type of its column');
  return value;
}
