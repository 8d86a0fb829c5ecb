import type { ProfilePayload } from '../types';
import type { ExportColumns } from './export-line';

/** One person as JSON: several identifiers of a type are a list; traits keep their types. */
export type ExportRecord = { profile_id: string; identifiers: Record<string, string[]>; traits: Record<string, unknown> };

/** Only what was chosen, and of that what there is. */
export function exportRecord(profile: ProfilePayload, { identifiers, traits }: ExportColumns): ExportRecord {
  const valuesOf = (type: string) => profile.identifiers.filter((i) => i.type === type).map((i) => i.value);
  return {
    profile_id: profile.id,
    identifiers: Object.fromEntries(identifiers.map((type) => [type, valuesOf(type)] as const).filter(([, values]) => values.length > 0)),
    traits: Object.fromEntries(traits.filter((name) => Object.hasOwn(profile.traits, name)).map((name) => [name, profile.traits[name]])),
  };
}

/** A record of a line; undefined for a line that an erasure has blanked. */
export const readRecord = (line: string): ExportRecord | undefined => (line.trim() === '' ? undefined : (JSON.parse(line) as ExportRecord));
