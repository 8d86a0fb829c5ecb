import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Digits of the scripts that people here write phone numbers in. */
const ZEROES = [0x30, 0x660, 0x6f0, 0xff10];
const digit = (one: string): string => `[${ZEROES.map((zero) => String.fromCodePoint(zero + Number(one))).join('')}]`;
const DIGIT = `[${ZEROES.map((zero) => `${String.fromCodePoint(zero)}-${String.fromCodePoint(zero + 9)}`).join('')}]`;
const BETWEEN = '[\\s().\\-/\\u00a0]{0,3}';
const PLUS = '(?:[+\\uff0b]|%2b)';
const ABROAD = `${digit('0')}{2}`;

/** Not within a longer number; the digit of an escaped sign (%20) is none. */
export const NO_DIGIT_BEFORE = `(?<!(?<!%[0-9a-f])${DIGIT})`;
export const NO_DIGIT_AFTER = `(?!${DIGIT})`;
/** Not behind the beginning of an international number, which would be another one. */
const NOT_ABROAD = `(?<!${PLUS})(?<!(?:${PLUS}|(?<!${DIGIT})${ABROAD})${BETWEEN}${DIGIT}{1,3}${BETWEEN})(?<!\\(${digit('0')}\\)${BETWEEN})`;

/** So many digits are nobody else's by chance. */
const TELLING = 9;

const grouped = (digits: string): string => [...digits].map(digit).join(BETWEEN);

/**
 * The source of a pattern (flags `iu`) that finds a whole phone number, in any grouping and any digits: international, or as it is written in
 * its own country. Numbers that only end alike, or go on, are not found.
 * @param value in E.164
 */
export function phonePattern(value: string): string {
  const parsed = parsePhoneNumberFromString(value);
  const national: string = parsed?.nationalNumber ?? value.replace(/\D/g, '');
  const code: string = parsed?.countryCallingCode ?? '';
  const atHome = parsed?.formatNational().replace(/\D/g, '') ?? national;
  const trunk = atHome.endsWith(national) ? atHome.slice(0, -national.length) : '';
  const withTrunk = trunk && `\\(?${grouped(trunk)}\\)?${BETWEEN}`;
  const withCode = code && `${grouped(code)}${BETWEEN}${withTrunk && `(?:${withTrunk})?`}`;
  const atHomeBefore = [
    { before: withCode, length: code.length },
    { before: withTrunk, length: trunk.length },
    { before: '', length: 0 },
  ].filter(({ length }) => length + national.length >= TELLING);
  const ways = [
    `(?:${PLUS}|${NO_DIGIT_BEFORE}${ABROAD})${BETWEEN}${withCode}`,
    ...(atHomeBefore.length > 0 ? [`${NO_DIGIT_BEFORE}${NOT_ABROAD}(?:${atHomeBefore.map(({ before }) => before).join('|')})`] : []),
  ];
  return `(?:${ways.join('|')})${grouped(national)}${NO_DIGIT_AFTER}`;
}
