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
  if (kept.size >= MOST_KEPT) dropFinished();
  const begun = Date.now();
  const entry: Kept = { answer: find(), until: Number.POSITIVE_INFINITY };
  kept.set(key, entry);
  try {
    const answer = (await entry.answer) as T;
    if (Date.now() - begun > SLOW_MS) entry.until = Date.now() + KEPT_MS;
    else drop(key, entry);
    return answer;
  } catch (error) {
    // What failed is asked anew by whoever comes next.
    drop(key, entry);
    throw error;
  }
}

function drop(key: string, entry: Kept): void {
  if (kept.get(key) === entry) kept.delete(key);
}

/** What is being found out stays: nobody shall ask for it a second time meanwhile. */
function dropFinished(): void {
  for (const [key, { until }] of kept) if (until !== Number.POSITIVE_INFINITY) kept.delete(key);
}
