import { normaliseEmail, normalisePhone } from '@/features/identity/core/normalise';
import type { verifyFields } from '../schema';
import { foldText } from './fold-text';
import { digitsOf } from './search-text';

export type VerifyField = (typeof verifyFields)[number];

/** What is stored of a person that a caller can be asked for. */
export type Knowledge = {
  name: string | null;
  traits: Readonly<Record<string, unknown>>;
  identifiers: readonly { type: string; value: string }[];
  /** Folded searchable event values: order and ticket numbers. */
  numbers: readonly string[];
};

const POSTCODES = ['postcode', 'post_code', 'postalcode', 'postal_code', 'zip', 'zipcode', 'zip_code', 'plz'];
const BIRTH_DATES = ['birthday', 'birthdate', 'birth_date', 'dateofbirth', 'date_of_birth', 'dob', 'born'];

/**
 * Whether what a caller says is what is stored. The whole value counts, in any spelling: a part never matches, so that
 * nobody can guess their way to it.
 */
export function matches(field: VerifyField, said: string, known: Knowledge): boolean {
  switch (field) {
    case 'name':
      return namesOf(known).some((name) => sameWords(name, said));
    case 'email':
      return valuesOf(known, 'email').includes(normaliseEmail(said) ?? '');
    case 'phone':
      return valuesOf(known, 'phone').some((phone) => samePhone(phone, said));
    case 'postcode':
      return traitTexts(known.traits, POSTCODES).some((code) => packed(code) === packed(said) && packed(said) !== '');
    case 'birthDate':
      return traitTexts(known.traits, BIRTH_DATES).some((date) => sameDate(date, said));
    case 'orderNumber':
      return known.numbers.includes(foldText(said));
  }
}

const packed = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]/gu, '');
const valuesOf = (known: Knowledge, type: string) => known.identifiers.filter((i) => i.type === type).map((i) => i.value);

/** The values under these names, at the top level or one level down (`address.postcode`), whatever their case. */
function traitTexts(traits: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  const found: string[] = [];
  const look = (object: object, depth: number) => {
    for (const [key, value] of Object.entries(object)) {
      if (names.includes(key.toLowerCase()) && (typeof value === 'string' || typeof value === 'number')) found.push(String(value));
      else if (depth === 0 && typeof value === 'object' && value !== null) look(value, 1);
    }
  };
  look(traits, 0);
  return found;
}

function namesOf(known: Knowledge): string[] {
  const first = traitTexts(known.traits, ['first_name', 'firstname', 'given_name'])[0];
  const last = traitTexts(known.traits, ['last_name', 'lastname', 'family_name', 'surname'])[0];
  return [known.name ?? '', first && last ? `${first} ${last}` : ''].filter((name) => name !== '');
}

/** The same words in any order; one word of a longer name is not enough. */
function sameWords(name: string, said: string): boolean {
  const words = (text: string) =>
    foldText(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .sort()
      .join(' ');
  return words(name) !== '' && words(name) === words(said);
}

/** The same number; without its country, all of the national number. */
function samePhone(stored: string, said: string): boolean {
  if (normalisePhone(said) === stored) return true;
  const national = digitsOf(said).replace(/^0+/, '');
  const digits = digitsOf(stored);
  return national.length >= 7 && digits.endsWith(national) && digits.length - national.length <= 3;
}

/** The same day: 1990-02-28, 28.2.1990, 28/2/1990 or 2/28/1990; a date that may be read in two ways is stored day first. */
function sameDate(stored: string, said: string): boolean {
  const day = datesOf(stored)[0];
  return day !== undefined && datesOf(said).includes(day);
}

function datesOf(text: string): string[] {
  const numbers = foldText(text.slice(0, 10))
    .split(/[^0-9]+/)
    .filter(Boolean);
  const [a = '', b = '', c = ''] = numbers;
  const readings =
    a.length === 4
      ? [[a, b, c]]
      : text.includes('/')
        ? [
            [c, b, a],
            [c, a, b],
          ]
        : [[c, b, a]];
  const valid = readings
    .map(([y = '', m = '', d = '']) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`)
    .filter((date) => /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date));
  return [...new Set(valid)];
}
