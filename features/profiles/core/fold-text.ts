import { foldDigits } from '@/lib/digits';

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

/** Printable ASCII needs no more than lower case. */
const ASCII = /^[ -~]*$/;

/**
 * The form in which text is searched: compatibility forms unified, accents and invisible characters dropped, lower case,
 * ASCII digits, single spaces. Łukasz → lukasz, ＡＢ → ab, ۰۹۱۲ → 0912; other scripts stay themselves.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim();
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\u0640]/gu, '')
    .toLowerCase();
  const unified = plain.replace(SPECIAL, (c) => SAME[c] ?? c).normalize('NFC');
  return foldDigits(unified).replace(/\s+/gu, ' ').trim();
}
