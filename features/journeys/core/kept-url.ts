const LONGEST = 500;
/** How often an address may be encoded within itself: what is deeper is no address that somebody reads. */
const DEEPEST = 5;

/**
 * What is kept of an address that was followed: where it leads, without what may say who followed it. Query and fragment are cut off, as is the
 * path from the first part that may name somebody.
 */
export function keptUrl(target: string): string {
  const { origin, pathname } = new URL(target);
  const parts = pathname.split('/');
  const personal = parts.findIndex(maySaySomebody);
  return (origin + (personal < 0 ? parts : parts.slice(0, personal)).join('/')).slice(0, LONGEST);
}

/** Whether a part of a path holds an e-mail address or a telephone number, looks made by chance (a token), or hides what it says. */
function maySaySomebody(part: string): boolean {
  const text = decoded(part);
  return text === undefined || text.includes('@') || isPhone(text) || isToken(text);
}

function decoded(part: string): string | undefined {
  let text = part;
  for (let n = 0; n < DEEPEST; n += 1) {
    if (!/%[0-9a-f]{2}/i.test(text)) return text;
    try {
      text = decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** As people write numbers: with a plus, a double zero or a leading zero, and nothing but digits and what stands between them. */
const isPhone = (text: string): boolean => /^(\+|00?)[\d\s().-]+$/.test(text) && text.replace(/\D/g, '').length >= 8;

const LONGEST_WORD = 20;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** Letters and digits in one piece, both of them, and more than words have: not the number of a thing beside its name. */
const isToken = (text: string): boolean =>
  UUID.test(text) ||
  text.split(/[-_.~!:,;=+ ]/).some((piece) => piece.length >= LONGEST_WORD && /\d/.test(piece) && /\p{L}/u.test(piece)) ||
  isRun(text);

/** The base64 of a token may have dashes: long, of both cases and digits, and without a word of small letters between them. */
const isRun = (text: string): boolean =>
  text.length >= LONGEST_WORD &&
  /\d/.test(text) &&
  /[A-Z]/.test(text) &&
  /[a-z]/.test(text) &&
  /^[\w-]+$/.test(text) &&
  !/(^|[-_])[A-Z]?[a-z]{3,}([-_]|$)/.test(text);
