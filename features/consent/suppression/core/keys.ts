import { normaliseEmail, normaliseIdentifier, normalisePhone, normaliseType } from '@/features/identity/core/normalise';
import { addressesIn, numbersIn } from './in-text';

/** A normalised identifier, as in `identifiers`. The type `*` stands for a value that names one person wherever it is written. */
export type SuppressionKey = { type: string; value: string };

/** How an identifier is named in the answer of `findSuppressed`. */
export const suppressionKey = ({ type, value }: SuppressionKey): string => `${type}:${value}`;

const ANYWHERE = '*';
const MIN_DISTINCT = 8;
const MAX_DISTINCT = 256;
const PHONE_LIKE = /^[+(\p{Nd}][\p{Nd}\s().\-/]{6,24}$/u;
const ISO_TIME = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;
/** Fields in which a short value counts too: `crm_id: 4711` is somebody, `quantity: 4711` is not. */
const NAMES_SOMEBODY = /(^|_)(id|no|nr|number|code|card|e?mail|phone|mobile|tel)$/;

/** Long and mixed enough that nobody else's data holds it by chance. */
export const isDistinct = (value: string): boolean =>
  value.length >= MIN_DISTINCT && value.length <= MAX_DISTINCT && /\p{L}/u.test(value) && /[\p{Nd}\-_.:|]/u.test(value);

/** Under which keys an erased identifier is remembered: as what it is, and anywhere when it cannot be mistaken. */
export function keysOf({ type, value }: SuppressionKey): SuppressionKey[] {
  const anywhere = type === 'email' || type === 'phone' || isDistinct(value);
  return anywhere
    ? [
        { type, value },
        { type: ANYWHERE, value },
      ]
    : [{ type, value }];
}

type Found = Map<string, SuppressionKey>;

function add(found: Found, type: string, value: string | undefined): void {
  if (value === undefined || value === '') return;
  const key = { type, value };
  found.set(suppressionKey(key), key);
}

function ofText(found: Found, raw: string, country: string | undefined): void {
  const text = raw.trim();
  if (text.length < 5 || ISO_TIME.test(text)) return;
  for (const address of addressesIn(text)) add(found, ANYWHERE, normaliseEmail(address));
  if (PHONE_LIKE.test(text)) {
    add(found, ANYWHERE, normalisePhone(text, country));
    // With the country's code, and without the plus that says so.
    if (!text.startsWith('+')) add(found, ANYWHERE, normalisePhone(`+${text}`));
  } else for (const number of numbersIn(text)) add(found, ANYWHERE, normalisePhone(number, country));
  if (text.length <= MAX_DISTINCT * 4) {
    const whole = text.normalize('NFC');
    if (isDistinct(whole)) add(found, ANYWHERE, whole);
  }
}

const fieldType = (field: string): string | undefined => normaliseType(field.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2'));

/**
 * Every key under which somebody could be named in this JSON value: each text in it, and fields by whose name the value names somebody.
 * All of them: what is not looked at would be stored. The work grows with the length of the value, which the ways in limit, and no faster.
 */
export function keysIn(value: unknown, country: string | undefined): SuppressionKey[] {
  const found: Found = new Map();
  const visit = (node: unknown, field: string): void => {
    if (typeof node === 'string' || typeof node === 'number') {
      const type = fieldType(field);
      if (type && NAMES_SOMEBODY.test(type)) add(found, type, normaliseIdentifier(type, node, country)?.value);
      if (typeof node === 'string') ofText(found, node, country);
      else if (node > 9_999_999) ofText(found, String(node), country);
    } else if (Array.isArray(node)) for (const item of node) visit(item, field);
    else if (typeof node === 'object' && node !== null) for (const [name, item] of Object.entries(node)) visit(item, name);
  };
  visit(value, '');
  return [...found.values()];
}

/** The same of any text: JSON is read as such, of other text each part between blanks and punctuation counts. */
export function keysInText(text: string, country: string | undefined): SuppressionKey[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return keysIn(value, country);
  } catch {
    // Not JSON.
  }
  const parts = text.split(/[\n\r\t,;|"'<>{}[\]]+/u);
  const words = text.split(/[\s,;|"'<>{}[\]()]+/u);
  return keysIn([...new Set([...parts, ...words])], country);
}
