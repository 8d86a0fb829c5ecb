import { foldText } from './fold-text';

type SearchedIdentifier = { type: string; value: string; display?: string };

/** Traits worth finding a person by, beside name and identifiers. */
const SEARCHED_TRAITS = ['first_name', 'firstName', 'last_name', 'lastName', 'company', 'city', 'postcode', 'postal_code'] as const;
/** Random ids of devices: found whole or by prefix through `identifiers`, too long and too many for the trigram index. */
const NOT_SEARCHED = new Set(['anonymous_id', 'device_id']);

const LINE = 200;

/** Digits only, for phones in any spelling: what is typed with blanks, brackets or another script's digits meets this. */
export const digitsOf = (text: string): string => foldText(text).replace(/[^0-9]/g, '');

/** A profile's row in `profile_search`: the folded name, and all that is searched, each value on a line of its own, phones as digits. */
export function searchText(profile: {
  name: string | null;
  identifiers: readonly SearchedIdentifier[];
  traits: Readonly<Record<string, unknown>>;
}): { name: string; text: string } {
  const name = foldText(profile.name ?? '');
  const rest = new Set<string>();
  for (const { type, value, display } of profile.identifiers) {
    if (NOT_SEARCHED.has(type)) continue;
    rest.add(type === 'phone' ? digitsOf(value) : foldText(value));
    if (type !== 'phone' && display) rest.add(foldText(display));
  }
  for (const trait of SEARCHED_TRAITS) {
    const value = profile.traits[trait];
    if (typeof value !== 'string') continue;
    const folded = foldText(value);
    if (!name.includes(folded)) rest.add(folded);
  }
  const lines = [name, ...[...rest].sort()].filter((line) => line !== '').map((line) => line.slice(0, LINE));
  return { name: name.slice(0, LINE), text: lines.join('\n') };
}
