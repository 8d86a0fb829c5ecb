import { normaliseType } from '@/features/identity/core/normalise';
import { breather } from '@/lib/breather';
import type { ListPeople } from '../api-schema';
import { PROFILE_ID } from '../constants';
import { keyOf } from './key-of';

type Place = { in: 'identifiers' | 'profileIds'; index: number };
export type NamedPerson = Place & { key: string };

/** People by the keys under which they are looked up; `invalid` are those whose value can be none of its type. */
export async function peopleKeys(
  { identifiers, profileIds }: ListPeople,
  country: string | undefined,
): Promise<{ byIdentifier: NamedPerson[]; byId: NamedPerson[]; invalid: Place[] }> {
  const named = { byIdentifier: [] as NamedPerson[], byId: [] as NamedPerson[], invalid: [] as Place[] };
  const pause = breather();
  for (const [index, { type: given, value }] of identifiers.entries()) {
    await pause();
    const type = normaliseType(given);
    const key = type === undefined || type === PROFILE_ID ? undefined : keyOf(type, value, country);
    if (key === undefined) named.invalid.push({ in: 'identifiers', index });
    else named.byIdentifier.push({ in: 'identifiers', index, key });
  }
  for (const [index, value] of profileIds.entries()) {
    const key = keyOf(PROFILE_ID, value, country);
    if (key === undefined) named.invalid.push({ in: 'profileIds', index });
    else named.byId.push({ in: 'profileIds', index, key });
  }
  return named;
}
