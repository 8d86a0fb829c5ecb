import { ConnectionError, type ConnectionFailure } from '@/lib/safe-socket';

/** What a system that is not ours answered, or why it did not: its failures are expected, and are shown. */
export type Answer<T> = { ok: true; data: T } | { ok: false; failure: ConnectionFailure };

export async function answering<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, data: await ask() };
  } catch (error) {
    if (error instanceof ConnectionError) return { ok: false, failure: error.failure };
    throw error;
  }
}
