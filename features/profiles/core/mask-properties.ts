import type { PersonalData } from '@/features/access/types';
import { foldText } from './fold-text';
import { HIDDEN, maskInside, maskValue } from './mask';

/** Words in a key that make its value personal, wherever it lies. Keys are split at case, `_`, `-`, `.` and blanks. */
const PERSONAL_WORDS = new Set(
  (
    'email mail phone mobile tel telephone fax whatsapp firstname lastname fullname surname middlename username nickname ' +
    'street address address1 address2 zip postcode postal zipcode birthday birthdate birth dob ssn passport iban bic card ' +
    'ip lat lng latitude longitude userid anonymousid avatar photo token password recipient contact customer person ' +
    'caller callee signature salutation'
  ).split(' '),
);
/**
 * `name` is a person's in these objects, and at the top level unless what stands beside it tells of a product, a page or a place.
 * Elsewhere it is a product's.
 */
const PERSONS = new Set(['traits', 'user', 'customer', 'contact', 'person', 'shipping', 'billing', 'recipient', 'agent']);
const THINGS = ['product_id', 'productId', 'sku', 'price', 'quantity', 'category', 'path', 'url', 'title', 'list_id', 'coupon_id', 'store'];
const NAME_KEYS = new Set(['name', 'first', 'last', 'given', 'family']);
/** Free text, in which anybody may be named: contact details inside are masked, and nobody without personal data reads it. */
const FREE_TEXT = new Set([
  'message',
  'body',
  'text',
  'comment',
  'note',
  'notes',
  'description',
  'summary',
  'transcript',
  'subject',
  'query',
]);

const wordsOf = (key: string): string[] =>
  key
    .replace(/([\p{Ll}\p{Nd}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(Boolean);

function isPersonalKey(key: string, parent: string, ofThing: boolean): boolean {
  const words = wordsOf(key);
  const joined = words.join('');
  if (PERSONAL_WORDS.has(joined) || words.some((w) => PERSONAL_WORDS.has(w))) return true;
  if (words.length === 2 && words[1] === 'name' && NAME_KEYS.has(words[0] ?? '')) return true;
  return NAME_KEYS.has(joined) && ((parent === '' && !ofThing) || PERSONS.has(parent));
}

/** Whether a property of this name holds personal data, or free text in which anybody may be named. */
export const isPersonalProperty = (name: string): boolean => isPersonalKey(name, '', true) || FREE_TEXT.has(wordsOf(name).join(''));

/** The same of what lies at a path inside a property: it is personal when any name on the way is. */
export const isPersonalPath = ({ property, path = [] }: { property: string; path?: readonly string[] | undefined }): boolean =>
  [property, ...path].some(isPersonalProperty);

/** The person's own values, folded, that must not show through anywhere in an event. */
export type KnownValues = { whole: ReadonlySet<string>; inside: readonly string[] };

/**
 * Collects what would name this person: identifiers (also as a part of longer text, from five characters on) and the
 * texts of personal traits (as a whole value, from three characters on).
 */
export function knownValues(identifiers: readonly { value: string; display: string }[], personalTraits: readonly unknown[]): KnownValues {
  const whole = new Set<string>();
  for (const { value, display } of identifiers) for (const text of [value, display]) whole.add(foldText(text));
  const inside = [...whole].filter((text) => text.length >= 5);
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && foldText(value).length >= 3) whole.add(foldText(value));
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) walk(inner);
  };
  for (const trait of personalTraits) walk(trait);
  whole.delete('');
  return { whole, inside };
}

/**
 * An event's properties, its context or a whole raw event as this reader may see it: personal by key name, by being one
 * of the person's own values, or by looking like an e-mail or a phone number. Keys themselves are kept.
 */
export function maskProperties(
  value: unknown,
  personalData: PersonalData,
  known: KnownValues,
  options: { allPersonal?: boolean; isPage?: boolean } = {},
): unknown {
  if (personalData === 'full') return value;
  const ofThing = options.isPage === true || (typeof value === 'object' && value !== null && THINGS.some((key) => key in value));
  const walk = (v: unknown, key: string, parent: string): unknown => {
    if (v === null || v === undefined || typeof v === 'boolean') return options.allPersonal && typeof v === 'boolean' ? HIDDEN : v;
    if (Array.isArray(v)) return v.map((item) => walk(item, key, parent));
    if (typeof v === 'object') {
      if (key !== '' && wordsOf(key).join('') === 'traits') return maskValue(v, personalData);
      return Object.fromEntries(Object.entries(v).map(([k, inner]) => [safeKey(k), walk(inner, k, key.toLowerCase())]));
    }
    if (options.allPersonal || isPersonalKey(key, parent, ofThing)) return maskValue(v, personalData);
    if (typeof v === 'number') return known.whole.has(String(v)) ? maskValue(v, personalData) : v;
    return typeof v === 'string' ? maskString(v, key, personalData, known) : HIDDEN;
  };
  const safeKey = (key: string) => (known.whole.has(foldText(key)) || key.includes('@') ? HIDDEN : key);
  return walk(value, '', '');
}

function maskString(text: string, key: string, personalData: PersonalData, known: KnownValues): unknown {
  const folded = foldText(text);
  if (known.whole.has(folded)) return maskValue(text, personalData);
  if (personalData === 'none' && FREE_TEXT.has(wordsOf(key).join(''))) return HIDDEN;
  if (known.inside.some((value) => folded.includes(value) || folded.includes(encodeURIComponent(value).toLowerCase()))) return HIDDEN;
  return personalData === 'none' && maskInside(text) !== text ? HIDDEN : maskInside(text);
}
