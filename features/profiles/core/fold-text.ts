import { foldLetters } from '@/lib/fold-letters';

/** The form in which text is searched: without regard to case, accents and the number of spaces. */
export function foldText(text: string): string {
  return foldLetters(text).replace(/\s+/gu, ' ').trim();
}
