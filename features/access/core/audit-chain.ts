import { keyedHash } from '@/lib/crypto';

/** A line of the audit log as the database writes it: every value as text, so that nothing is lost on the way. */
export type ChainLine = {
  id: string;
  at: string;
  actorType: string;
  actorId: string | null;
  actorLabel: string;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  reason: string | null;
  details: string;
};

export type ChainLink = { position: number; auditId: string; words: string; hash: string };

const USE = 'audit-chain';
/** What the first line follows. */
export const GENESIS = '0'.repeat(64);
const HALF = 32;

const hashOf = (...parts: (string | null)[]): string => keyedHash(USE, JSON.stringify(parts));

/** Reason and details apart from the rest, since an erasure may empty them; each its half. */
const wordsOf = ({ id, reason, details }: ChainLine): string =>
  hashOf('reason', id, reason).slice(0, HALF) + hashOf('details', id, details).slice(0, HALF);

const linkHash = (before: string, position: number, l: ChainLine, words: string): string =>
  hashOf(before, String(position), l.id, l.at, l.actorType, l.actorId, l.actorLabel, l.action, l.subjectType, l.subjectId, words);

/** The link that ties a line to the one before. */
export function linkOf(before: { position: number; hash: string }, line: ChainLine): ChainLink {
  const position = before.position + 1;
  const words = wordsOf(line);
  return { position, auditId: line.id, words, hash: linkHash(before.hash, position, line, words) };
}

export type LinkFault = 'missing' | 'changed' | 'moved' | 'words';

/**
 * Compares a link with its line. `emptied`: reason or details are not what they were, but what an erasure leaves: nothing, or the mark in
 * place of the person.
 */
export function checkLink(
  before: { position: number; hash: string },
  link: ChainLink,
  line: ChainLine | undefined,
  erasedMark: string,
): { fault?: LinkFault; emptied: boolean } {
  if (link.position !== before.position + 1) return { fault: 'moved', emptied: false };
  if (!line) return { fault: 'missing', emptied: false };
  if (link.hash !== linkHash(before.hash, link.position, line, link.words)) return { fault: 'changed', emptied: false };
  const words = wordsOf(line);
  if (words === link.words) return { emptied: false };
  const isReasonFine = words.slice(0, HALF) === link.words.slice(0, HALF) || line.reason === null;
  const areDetailsFine = words.slice(HALF) === link.words.slice(HALF) || line.details === '{}' || line.details.includes(erasedMark);
  return isReasonFine && areDetailsFine ? { emptied: true } : { fault: 'words', emptied: false };
}
