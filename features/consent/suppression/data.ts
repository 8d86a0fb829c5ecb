import type { AnySql } from '@/db/client';
import { suppressionHash } from '@/lib/crypto';
import { keysIn, keysInText, type SuppressionKey, suppressionKey } from './core/keys';

/** Keys that are held in memory and looked up together, so that a batch of the longest events needs no more of it than others. */
const ASK_AT_ONCE = 50_000;

/** Whoever asks shares it until its transaction ends, whoever suppresses holds it alone: no answer is older than the list. */
export const SUPPRESSION_LOCK = 7_350_041;

/**
 * Whether anybody is suppressed. From here to the end of the transaction nobody else is: an erasure waits for those who asked before it,
 * and those who ask after it see it. Ask before locking profiles.
 */
async function isAnybodySuppressed(tx: AnySql): Promise<boolean> {
  await tx`select pg_advisory_xact_lock_shared(${SUPPRESSION_LOCK})`;
  const [any] = await tx<{ some: boolean }[]>`select exists (select from suppressions) as some`;
  return any?.some ?? true;
}

/**
 * Which of these normalised identifiers must not be taken in, as `type:value`. Asked of the database in the transaction that would store
 * them, so that there is no list to load, none to be late, and nothing passes while the answer is not known. When nothing is suppressed
 * it costs one look at an empty table.
 */
export async function findSuppressed(tx: AnySql, identifiers: readonly SuppressionKey[]): Promise<Set<string>> {
  if (identifiers.length === 0 || !(await isAnybodySuppressed(tx))) return new Set();
  return lookUp(tx, identifiers);
}

async function lookUp(tx: AnySql, keys: readonly SuppressionKey[]): Promise<Set<string>> {
  const byHash = new Map(keys.map((i) => [suppressionHash(i.type, i.value), suppressionKey(i)]));
  const rows = await tx<{ hash: string }[]>`select hash from suppressions where hash = any(${[...byHash.keys()]}::text[])`;
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
}

/** Something that may be about a suppressed person: identifiers already read from it, and values or text to be searched for more. */
export type Mention = { identifiers?: readonly SuppressionKey[]; values?: unknown; text?: string };

/**
 * Which of these, by their place, name somebody who is suppressed, in whatever field. Costs one look at an empty table when nobody is.
 * @returns their indices
 */
export async function findMentions(tx: AnySql, mentions: readonly Mention[]): Promise<Set<number>> {
  if (mentions.length === 0 || !(await isAnybodySuppressed(tx))) return new Set();
  const [setting] = await tx<{ country: unknown }[]>`select value as country from settings where key = 'country'`;
  const country = typeof setting?.country === 'string' ? setting.country : undefined;
  const named = new Set<number>();
  let part: { n: number; keys: SuppressionKey[] }[] = [];
  let size = 0;
  const ask = async () => {
    const all = new Map(part.flatMap(({ keys }) => keys.map((key) => [suppressionKey(key), key] as const)));
    const hit = await lookUp(tx, [...all.values()]);
    if (hit.size > 0) for (const { n, keys } of part) if (keys.some((key) => hit.has(suppressionKey(key)))) named.add(n);
    part = [];
    size = 0;
  };
  for (const [n, { identifiers = [], values, text }] of mentions.entries()) {
    const keys = [
      ...identifiers,
      ...(values === undefined ? [] : keysIn(values, country)),
      ...(text === undefined ? [] : keysInText(text, country)),
    ];
    part.push({ n, keys });
    size += keys.length;
    if (size >= ASK_AT_ONCE) await ask();
  }
  await ask();
  return named;
}
