import type { AnySql } from '@/db/client';

/** Something that may be about a person who was erased: values or text in which they would be named. */
export type Mention = { values?: unknown; text?: string };
type Finder = (tx: AnySql, mentions: readonly Mention[]) => Promise<Set<number>>;

// Who is suppressed is known by a later stage: whoever puts the process together hands its question in here.
const shared = globalThis as { __tesseraErased?: Finder };

/** Called once by each process before it takes anything in. */
export function askErasedBy(finder: Finder): void {
  shared.__tesseraErased = finder;
}

/**
 * Which of these, by their place, name somebody who was erased: they are not to be stored. Ask in the transaction that stores, before it
 * locks profiles. @throws Error that counts as an outage when somebody is suppressed and this process cannot tell who
 */
export async function namesErased(tx: AnySql, mentions: readonly Mention[]): Promise<Set<number>> {
  if (mentions.length === 0) return new Set();
  if (shared.__tesseraErased) return shared.__tesseraErased(tx, mentions);
  const [any] = await tx<{ some: boolean }[]>`select exists (select from suppressions) as some`;
  if (any?.some) throw Object.assign(new Error('The list of erased people cannot be read'), { code: '57P03' });
  return new Set();
}
