import type { PersonalData } from '@/features/access/types';

/** What is known about a trait: without a definition a trait counts as personal. */
export type TraitFlags = ReadonlyMap<string, { personal: boolean }>;

export const HIDDEN = '•••';
const DOTS = '••••';

const EMAIL = /^[^\s@]+@[^\s@]+$/u;
const EMAIL_INSIDE = /[^\s@<>()[\]"',;:=?&/]+(?:@|%40)[^\s@<>()[\]"',;:?&/]+\.[^\s@<>()[\]"',;:?&/]+/giu;
// With a leading + or 0, or grouped the American way: a bare number may be an order's.
const PHONE_INSIDE =
  /(?<![\p{Nd}\p{L}\-/.])(?:[+＋][\p{Nd}\s().\-/]{6,}\p{Nd}|\(?[0٠۰][\p{Nd}\s().\-/]{7,}\p{Nd}|\(?\p{Nd}{3}\)?[\s.-]\p{Nd}{3}[\s.-]\p{Nd}{4}(?!\p{Nd}))/gu;
const DATE = /^\p{Nd}{1,4}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{1,4}(?:$|[T\s])/u;

const letters = (text: string): string[] => [...text];

/** The last digits of a number: four of a phone's, a third of a shorter number's, none of a very short one's. */
function lastDigits(digits: string): string {
  const shown = digits.length >= 9 ? 4 : Math.floor(digits.length / 3);
  return shown > 0 ? `${DOTS} ${digits.slice(-shown)}` : DOTS;
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const end = dot > 0 ? domain.slice(dot) : '';
  return `${firstOf(email.slice(0, at))}${HIDDEN}@${firstOf(dot > 0 ? domain.slice(0, dot) : domain)}${HIDDEN}${end}`;
}

/** The first letter, unless it would be half of the word or more. */
const firstOf = (word: string): string => (letters(word).length > 2 ? (letters(word)[0] ?? '') : '');

function maskWord(word: string): string {
  const digits = word.replace(/\P{Nd}/gu, '');
  const first = /^\p{L}/u.test(word) ? firstOf(word) : '';
  return `${first}${digits.length * 2 >= letters(word).length ? lastDigits(digits) : DOTS}`;
}

/** One value as first letters and last digits; the number of dots says nothing about the length. */
export function maskText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  if (EMAIL.test(trimmed)) return maskEmail(trimmed);
  if (DATE.test(trimmed)) return DOTS;
  const digits = trimmed.replace(/\P{Nd}/gu, '');
  if (/^[+\p{Nd}\s().\-/]+$/u.test(trimmed)) return lastDigits(digits);
  const words = trimmed.split(/\s+/u);
  return words.length > 4 ? `${maskWord(words[0] ?? '')} …` : words.map(maskWord).join(' ');
}

/** E-mails and phone numbers inside running text, each masked in place. */
export function maskInside(text: string): string {
  return text
    .replace(EMAIL_INSIDE, (found) => maskEmail(found.replace('%40', '@')))
    .replace(PHONE_INSIDE, (found) => {
      const digits = found.replace(/\P{Nd}/gu, '');
      return DATE.test(found) ? found : lastDigits(digits);
    });
}

/** Any JSON value that is personal as a whole. Booleans and null of a personal field say as much as text, and are hidden. */
export function maskValue(value: unknown, personalData: PersonalData): unknown {
  if (personalData === 'full') return value;
  if (value === null || value === undefined) return value;
  if (personalData === 'none') return HIDDEN;
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return lastDigits(String(value).replace(/\D/g, ''));
  if (Array.isArray(value)) return value.map((item) => maskValue(item, personalData));
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, maskValue(v, personalData)]));
  return HIDDEN;
}

/** A profile's traits as this reader may see them; a trait that is not known to be harmless is personal. */
export function maskTraits(
  traits: Readonly<Record<string, unknown>>,
  personalData: PersonalData,
  defs: TraitFlags,
): Record<string, unknown> {
  if (personalData === 'full') return { ...traits };
  return Object.fromEntries(
    Object.entries(traits).map(([name, value]) => [name, defs.get(name)?.personal === false ? value : maskValue(value, personalData)]),
  );
}

/** One identifier as this reader may see it. The type only helps the shape: an unknown type is masked like text. */
export function maskIdentifier(type: string, value: string, personalData: PersonalData): string {
  if (personalData === 'full') return value;
  if (personalData === 'none') return HIDDEN;
  if (type === 'phone') return lastDigits(value.replace(/\P{Nd}/gu, ''));
  return maskText(value);
}

/** A person's name for a title or a list; null stays null. */
export const maskName = (name: string | null, personalData: PersonalData): string | null =>
  name === null ? null : (maskValue(name, personalData) as string);
