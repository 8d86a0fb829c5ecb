/** Runs queries so that going away cancels the one that is under way, and begins no other. */
export const cancelling =
  (signal: AbortSignal | undefined) =>
  async <T>(query: Promise<T> & { cancel(): void }): Promise<T> => {
    signal?.throwIfAborted();
    const cancel = () => query.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    return query.finally(() => signal?.removeEventListener('abort', cancel));
  };
