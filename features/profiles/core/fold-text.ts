/** Letters that Unicode does not decompose, and Arabic spellings that Persian writes differently. */
const SAME: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ؤ: 'و',
};
const SPECIAL = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu');

/** Every decimal digit of any script as its ASCII digit: Unicode keeps each script's ten digits in one row, from zero on. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(digitValue(digit))));
}

function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

/**
 * The form in which text is searched: compatibility forms unified, accents and invisible characters dropped, lower case,
 * ASCII digits, single spaces. Łukasz → lukasz, ＡＢ → ab, ۰۹۱۲ → 0912; other scripts stay themselves.
 */
export function foldText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\u0640]/gu, '')
    .toLowerCase();
  const unified = plain.replace(SPECIAL, (c) => SAME[c] ?? c).normalize('NFC');
  return asciiDigits(unified).replace(/\s+/gu, ' ').trim();
}
