import { foldText } from './fold-text';
import { digitsOf } from './search-text';

/** What was typed into the search box, made ready for each step of the search. */
export type SearchQuery = {
  /** As typed, trimmed: for identifiers whose case counts. */
  raw: string;
  folded: string;
  /** Folded words, the rarest first: the first one is looked up in the index, the others only filter. */
  words: string[];
  /** A text that people don't have as a name (an address, a number): a whole match ends the search. */
  identifierLike: boolean;
  /** Worth a typo search: letters only, four or more. */
  nameLike: boolean;
};

const MAX_WORDS = 6;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const PHONE = /^[+\d\s().\-/]+$/;

/** How many letters a word needs before it may be searched: one in scripts that write a syllable or more per letter. */
const tooShort = (word: string) => [...word].length < 2 && !HAN.test(word);

/** @returns null when too little was typed to search at all. */
export function parseSearch(text: string): SearchQuery | null {
  const raw = text.trim().slice(0, 200);
  const folded = foldText(raw);
  const letters = folded.replace(/[^\p{L}]/gu, '');
  const words = PHONE.test(folded) ? phoneWords(raw) : folded.split(/[\s@,;()"']+/u);
  const usable = [...new Set(words)].filter((word) => /[\p{L}\p{N}]/u.test(word) && !tooShort(word));
  if (usable.length === 0) return null;
  const identifierLike = folded.includes('@') || /\p{Nd}/u.test(folded);
  return {
    raw,
    folded,
    words: usable.sort((a, b) => rarity(b, folded) - rarity(a, folded)).slice(0, MAX_WORDS),
    identifierLike,
    nameLike: !identifierLike && [...letters].length >= 4,
  };
}

/** Longer words are rarer, but the domain of an address is what many people share. */
const rarity = (word: string, folded: string) => (folded.includes(`@${word}`) ? 0 : [...word].length);

/** A number in any spelling as the digits that every spelling shares: "(0)" and leading zeros stand for the country's code. */
function phoneWords(raw: string): string[] {
  const digits = digitsOf(raw.replace(/\(\s*[0٠۰]\s*\)/u, '')).replace(/^0+/, '');
  return digits === '' ? [digitsOf(raw)] : [digits];
}
