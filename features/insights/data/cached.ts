const KEPT_MS = 60_000;
const SLOW_MS = 400;
const MOST_KEPT = 200;

type Kept = { answer: Promise<unknown>; until: number };
const kept = new Map<string, Kept>();

/**
 * Asks once for all who ask the same at the same time, and keeps for a minute what took long to find out. The answer carries
 * the moment it is of (`asOf`), which the dashboard shows.
 */
export async function cached<T>(key: string, find: () => Promise<T>): Promise<T> {
  const found = kept.get(key);
  if (found && found.until > Date.now()) return found.answer as Promise<T>;
  if (kept.size >= MOST_KEPT) kept.clear();
  const begun = Date.now();
  const entry: Kept = { answer: find(), until: Number.POSITIVE_INFINITY };
  kept.set(key, entry);
  try {
    return (await entry.answer) as T;
  } finally {
    const took = Date.now() - begun;
    if (took > SLOW_MS) entry.until = Date.now() + KEPT_MS;
    else if (kept.get(key) === entry) kept.delete(key);
  }
}
