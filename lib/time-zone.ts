/** Texts that may name a time zone, for TypeScript and PostgreSQL alike; whether one does is asked of the platform. */
export const ZONE_TEXT = '^[A-Za-z][A-Za-z0-9_+/-]{1,63}$';

const zoneText = new RegExp(ZONE_TEXT);
const known = new Map<string, string | null>();
const MOST_KNOWN = 10_000;

/** Whether a value looks like the name of a time zone. */
export const looksLikeZone = (value: unknown): value is string => typeof value === 'string' && zoneText.test(value);

/** The zone's name in the platform's own spelling, or null for what names none. */
export function canonicalZone(value: unknown): string | null {
  if (!looksLikeZone(value)) return null;
  const found = known.get(value);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const zone = resolve(value);
  known.set(value, zone);
  return zone;
}

function resolve(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The traits that may say in which zone a person lives; the first that names a zone counts. */
export const ZONE_TRAITS = ['time_zone', 'timezone'] as const;

/** The time zone that a person's traits name, or null. */
export function zoneOfTraits(traits: Readonly<Record<string, unknown>>): string | null {
  for (const name of ZONE_TRAITS) {
    const zone = Object.hasOwn(traits, name) ? canonicalZone(traits[name]) : null;
    if (zone !== null) return zone;
  }
  return null;
}
