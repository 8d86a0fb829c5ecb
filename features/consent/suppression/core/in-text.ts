/*
 * E-mail addresses and phone numbers inside a text of any length. Linear: no look at a character leads to another look over all that follow.
 */

const AROUND_ADDRESSES = /[\s<>(),;:"'=&?/]+/u;
const DOMAIN = /^[^.].*\..{2}/su;
const EDGES = /^[^\p{L}\p{N}_+]+|[^\p{L}\p{N}_]+$/gu;
/** Longer ones are nobody's identifier. */
const MAX_ADDRESS = 512;
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
/** Only what says that it is a number: with the country's code, or with the zero before the area. */
const NUMBER = /(?<![\p{L}\p{Nd}+])(?:\+|\(?[0٠۰０])[\p{Nd}\s().\-/]{6,24}(?<=\p{Nd})(?!\p{Nd})/gu;

/** Undoes what addresses of pages do to a text; a stray percent sign stands for itself. */
const decoded = (text: string): string =>
  text.replaceAll('+', ' ').replace(PERCENT, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });

/** Everything that reads like an e-mail address, also encoded as in the address of a page, and without the signs around it. */
export function addressesIn(text: string): Set<string> {
  const found = new Set<string>();
  if (!text.includes('@') && !text.includes('%40')) return found;
  for (const one of text.includes('%') ? [text, decoded(text)] : [text])
    for (const word of one.split(AROUND_ADDRESSES)) {
      const parts = word.split('@');
      for (let n = 1; n < parts.length; n++) {
        const [name = '', domain = ''] = [parts[n - 1], parts[n]];
        const address = `${name}@${domain}`;
        if (name === '' || address.length > MAX_ADDRESS || !DOMAIN.test(domain)) continue;
        found.add(address).add(address.replace(EDGES, ''));
      }
    }
  return found;
}

/** Everything that reads like a phone number between other words. */
export const numbersIn = (text: string): Set<string> => new Set([...text.matchAll(NUMBER)].map(([number]) => number));
