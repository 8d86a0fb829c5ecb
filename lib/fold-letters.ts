import { foldDigits } from './digits';

/** Letters that Unicode does not decompose, and spellings of the same letter that scripts write differently. */
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
  ς: 'σ',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ؤ: 'و',
};
const SPECIAL = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu');

/** What is not part of a letter: accents and vowel points (not the vowels of Indic scripts, nor the voicing of kana), invisible characters. */
const MARKS = /(?![\u3099\u309a])(?=\p{Mn})[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}]|\p{Cf}|\u0640/gu;

/** Printable ASCII needs no more than lower case. */
const ASCII = /^[ -~]*$/;

const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

function foldLetter(letter: string): string {
  const found = known.get(letter);
  if (found !== undefined) return found;
  const plain = letter.normalize('NFKD').replace(MARKS, '').toLowerCase();
  const folded = foldDigits(plain.replace(SPECIAL, (c) => SAME[c] ?? c).normalize('NFC'));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(letter, folded);
  return folded;
}

/**
 * Text without regard to case and accents: compatibility forms unified, accents and invisible characters dropped, lower case, ASCII
 * digits. Łukasz → lukasz, ＡＢ → ab, ۰۹۱۲ → 0912; other scripts stay themselves. Letter by letter, so that the database's function
 * `fold_text` can answer the same from a table.
 */
export function foldLetters(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text.normalize('NFC'), foldLetter).join('');
}

/** Every letter that folding changes, with what it becomes: the table of `fold_text`. */
export function foldedLetters(): Record<string, string> {
  const table: Record<string, string> = {};
  for (let code = 1; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    if (letter.normalize('NFC') !== letter) continue;
    const folded = foldLetter(letter);
    if (folded !== letter) table[letter] = folded;
  }
  return table;
}
