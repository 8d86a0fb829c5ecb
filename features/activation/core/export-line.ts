import { csvLine } from '@/lib/csv';
import type { ProfilePayload } from '../types';

/** What a file of people holds, in this order. */
export type ExportColumns = { identifiers: string[]; traits: string[] };

const SEPARATOR = '; ';

/** The first line: `profile_id`, the identifier types, the traits. */
export const exportHeader = ({ identifiers, traits }: ExportColumns): string => csvLine(['profile_id', ...identifiers, ...traits]);

/** One person. Several identifiers of a type stand in one field; lists and objects are written as JSON. */
export function exportLine(profile: ProfilePayload, { identifiers, traits }: ExportColumns): string {
  const valuesOf = (type: string) => profile.identifiers.filter((i) => i.type === type).map((i) => i.value);
  return csvLine([
    profile.id,
    ...identifiers.map((type) => valuesOf(type).join(SEPARATOR)),
    ...traits.map((trait) => text(Object.hasOwn(profile.traits, trait) ? profile.traits[trait] : undefined)),
  ]);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
