import type { WriteKeyInfo } from '@/features/sources/data/list-write-keys';
import { sha256 } from '@/lib/crypto';

const FRESH_MS = 400;
const STALE_MS = 900;
/** A flood of unknown keys asks the database at most this often. */
const MISS_MS = 25;

/**
 * Write keys in memory, never older than 0.9 s, so that rotation, disabling and deletion act within a second. Refreshed by
 * requests (ahead of time in the background), not by a timer. An unknown key is looked up at once.
 */
export function keyCache(load: () => Promise<WriteKeyInfo[]>, clock: () => number = Date.now) {
  let keys = new Map<string, WriteKeyInfo>();
  /** When the newest finished load was started. */
  let asOf = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  function refresh(): Promise<void> {
    loading ??= (async () => {
      const started = clock();
      try {
        keys = new Map((await load()).map((k) => [k.keyHash, k]));
        asOf = started;
      } finally {
        loading = undefined;
      }
    })();
    return loading;
  }

  /** The key's source, or undefined. @throws the database's error when the answer would be stale. */
  async function find(writeKey: string): Promise<WriteKeyInfo | undefined> {
    const asked = clock();
    if (asked - asOf > STALE_MS) await refresh();
    else if (asked - asOf > FRESH_MS) refresh().catch(() => undefined);
    const hash = sha256(writeKey);
    const known = keys.get(hash);
    if (known) return known;
    // A load already under way may have begun before the key was made.
    await loading?.catch(() => undefined);
    const wait = asOf + MISS_MS - clock();
    if (asOf <= asked && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (asOf <= asked) await refresh();
    return keys.get(hash);
  }

  return { find };
}

export type KeyCache = ReturnType<typeof keyCache>;
