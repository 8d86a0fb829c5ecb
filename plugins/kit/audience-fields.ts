import { createHash } from 'node:crypto';
import type { DestinationRow } from './types';

/** What advertising platforms match people by, as the company has it; the platform's own normal form is up to its plug-in. */
export type AudienceFields = {
  emails: string[];
  phones: string[];
  deviceIds: string[];
  firstName: string;
  lastName: string;
  city: string;
  state: string;
  zip: string;
  /** ISO 3166 alpha-2, lower case; empty for anything else. */
  country: string;
  /** YYYYMMDD */
  birthday: string;
  gender: 'f' | 'm' | '';
};

/** The names under which companies keep these, the Segment specification's first. Nested ones stand in `address`. */
const names = {
  firstName: ['firstName', 'first_name', 'given_name'],
  lastName: ['lastName', 'last_name', 'family_name', 'surname'],
  city: ['city', 'address.city', 'town'],
  state: ['state', 'address.state', 'region'],
  zip: ['postalCode', 'postal_code', 'postcode', 'zip', 'address.postalCode', 'address.postal_code', 'address.zip'],
  country: ['country_code', 'countryCode', 'country', 'address.country'],
  birthday: ['birthday', 'birth_date', 'birthDate', 'date_of_birth'],
  gender: ['gender', 'sex'],
} as const;

/** The traits by which people can be matched, to be offered when a segment is attached. */
export const audienceTraits: readonly string[] = [
  ...new Set(Object.values(names).flatMap((list) => list.map((name) => name.split('.')[0] ?? name))),
];
export const audienceIdentifiers: readonly string[] = ['email', 'phone', 'device_id', 'idfa', 'aaid'];

export function audienceFields({ profile }: DestinationRow): AudienceFields {
  const of = (...types: string[]) => profile.identifiers.filter((i) => types.includes(i.type)).map((i) => i.value);
  const trait = (field: keyof typeof names) => firstText(profile.traits, names[field]);
  return {
    emails: of('email'),
    phones: of('phone'),
    deviceIds: of('idfa', 'aaid', 'device_id').filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)),
    firstName: trait('firstName'),
    lastName: trait('lastName'),
    city: trait('city'),
    state: trait('state'),
    zip: trait('zip'),
    country: /^[a-z]{2}$/i.test(trait('country')) ? trait('country').toLowerCase() : '',
    birthday: /^\d{4}-\d{2}-\d{2}/.test(trait('birthday')) ? trait('birthday').slice(0, 10).replaceAll('-', '') : '',
    gender: /^f(emale)?$/i.test(trait('gender')) ? 'f' : /^m(ale)?$/i.test(trait('gender')) ? 'm' : '',
  };
}

function firstText(traits: Record<string, unknown>, paths: readonly string[]): string {
  for (const path of paths) {
    const value = path.split('.').reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), traits);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return '';
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** SHA-256 as 64 hex digits, of text in the platform's normal form; nothing for nothing. */
export const hashed = (normal: string): string => (normal === '' ? '' : createHash('sha256').update(normal, 'utf8').digest('hex'));

/** So many cells: the values, then empty ones. */
export const cells = (values: readonly string[], count: number): string[] => Array.from({ length: count }, (_, i) => values[i] ?? '');
