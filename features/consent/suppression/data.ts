import type { AnySql } from '@/db/client';
import { suppressionHash } from '@/lib/crypto';

/** A normalised identifier, as in `identifiers`. */
export type SuppressionKey = { type: string; value: string };

/** How an identifier is named in the answer of `findSuppressed`. */
export const suppressionKey = ({ type, value }: SuppressionKey): string => `${type}:${value}`;

/**
 * Which of these normalised identifiers must not be taken in, as `type:value`. Asked of the database in the transaction that would store
 * them, so that there is no list to load, none to be late, and nothing passes while the answer is not known. When nothing is suppressed
 * it costs one look at an empty table.
 */
export async function findSuppressed(tx: AnySql, identifiers: readonly SuppressionKey[]): Promise<Set<string>> {
  if (identifiers.length === 0) return new Set();
  const [any] = await tx<{ some: boolean }[]>`select exists (select from suppressions) as some`;
  if (any && !any.some) return new Set();
  const byHash = new Map(identifiers.map((i) => [suppressionHash(i.type, i.value), suppressionKey(i)]));
  const rows = await tx<{ hash: string }[]>`select hash from suppressions where hash = any(${[...byHash.keys()]}::text[])`;
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
}
