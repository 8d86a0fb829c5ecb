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
const QUARTER = 16;

const hashOf = (...parts: (string | null)[]): string => keyedHash(USE, JSON.stringify(parts));

type Field = { name: string; value: string; key: string; whole: string };

/** The details field by field; `key` is the hash of its name, `whole` that and the hash of its value. */
function fieldsOf({ id, details }: ChainLine): Field[] {
  return Object.entries(Object(JSON.parse(details)) as Record<string, unknown>).map(([name, item]) => {
    const value = JSON.stringify(item);
    const key = hashOf('field', id, name).slice(0, QUARTER);
    return { name, value, key, whole: key + hashOf('value', id, name, value).slice(0, QUARTER) };
  });
}

/** Reason and details apart from the rest, since an erasure may empty them: the reason, the details, and each of their fields. */
const wordsOf = (line: ChainLine): string =>
  hashOf('reason', line.id, line.reason).slice(0, HALF) +
  hashOf('details', line.id, line.details).slice(0, HALF) +
  fieldsOf(line)
    .map(({ whole }) => whole)
    .join('');

const linkHash = (before: string, position: number, l: ChainLine, words: string): string =>
  hashOf(before, String(position), l.id, l.at, l.actorType, l.actorId, l.actorLabel, l.action, l.subjectType, l.subjectId, words);

/** The link that ties a line to the one before. */
export function linkOf(before: { position: number; hash: string }, line: ChainLine): ChainLink {
  const position = before.position + 1;
  const words = wordsOf(line);
  return { position, auditId: line.id, words, hash: linkHash(before.hash, position, line, words) };
}

export type LinkFault = 'missing' | 'changed' | 'moved' | 'words';

/** What erasures leave in place of a person, and until when (as `ChainLine.at`; empty: never) any of them was at work. */
export type Erasures = { mark: string; until: string };

/** Whether details are those of the link but for fields in which the mark stands for a person. */
function areRedacted(words: string, line: ChainLine, mark: string): boolean {
  const was: string[] = words.slice(2 * HALF).match(/.{32}/g) ?? [];
  const now = fieldsOf(line);
  const isAsWas = ({ name, value, key, whole }: Field) =>
    was.includes(whole) || name.includes(mark) || (value.includes(mark) && was.some((field) => field.startsWith(key)));
  return now.length === was.length && now.every(isAsWas);
}

/**
 * Compares a link with its line. `emptied`: reason or details are not what they were, but what an erasure since has left: no reason, and
 * the mark in place of the person.
 */
export function checkLink(
  before: { position: number; hash: string },
  link: ChainLink,
  line: ChainLine | undefined,
  erasures: Erasures,
): { fault?: LinkFault; emptied: boolean } {
  if (link.position !== before.position + 1) return { fault: 'moved', emptied: false };
  if (!line) return { fault: 'missing', emptied: false };
  if (link.hash !== linkHash(before.hash, link.position, line, link.words)) return { fault: 'changed', emptied: false };
  const words = wordsOf(line);
  const isReasonWhole = words.slice(0, HALF) === link.words.slice(0, HALF);
  const areDetailsWhole = words.slice(HALF, 2 * HALF) === link.words.slice(HALF, 2 * HALF);
  if (isReasonWhole && areDetailsWhole) return { emptied: false };
  const isReasonFine = isReasonWhole || line.reason === null;
  const areDetailsFine = areDetailsWhole || areRedacted(link.words, line, erasures.mark);
  return line.at < erasures.until && isReasonFine && areDetailsFine ? { emptied: true } : { fault: 'words', emptied: false };
}
