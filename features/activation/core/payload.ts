import { isBuiltIn } from '@/features/segments/constants';
import { hmacHex } from '@/lib/crypto';
import { requiredSecret } from '@/lib/env';
import type { Mapping, ProfilePayload } from '../types';

/** A person as stored: golden traits, the built-in columns by their trait names, identifiers. */
export type StoredProfile = {
  id: string;
  traits: Record<string, unknown>;
  builtIn: Record<string, unknown>;
  identifiers: { type: string; value: string }[];
  previousIds: string[];
};

/** What the sync's mapping lets out of a person; nothing that is not named in it. */
export function buildPayload(profile: StoredProfile, mapping: Mapping): ProfilePayload {
  const storedValue = (trait: string) => (isBuiltIn(trait) ? profile.builtIn[trait] : undefined) ?? ownValue(profile.traits, trait);
  const traits = mapping.traits
    .map((trait) => [trait, storedValue(trait)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return {
    id: profile.id,
    previousIds: profile.previousIds,
    traits: Object.fromEntries(traits),
    identifiers: profile.identifiers.filter((i) => mapping.identifiers.includes(i.type)),
  };
}

const ownValue = (traits: Record<string, unknown>, trait: string): unknown => (Object.hasOwn(traits, trait) ? traits[trait] : undefined);

/** Keyed hash of what a destination was told, for noticing change without keeping a second copy of personal data. */
export function payloadHash({ traits, identifiers, previousIds }: ProfilePayload): string {
  return hmacHex(requiredSecret('ENCRYPTION_KEY'), canonicalJson({ traits, identifiers, previousIds }));
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value instanceof Date || typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
}
