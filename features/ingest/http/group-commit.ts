/** What one request wants written: resolved when its group has committed. `bytes` bounds memory, `write` decides the rest. */
type Entry<T> = { item: T; bytes: number; resolve: () => void; reject: (error: unknown) => void };

export type GroupCommit<T> = {
  /** @throws QueueFull when too much is waiting; else what `write` threw. */
  add(item: T, bytes: number): Promise<void>;
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>;
};

/** Thrown when more waits than memory should hold: the caller answers 503. */
export const QUEUE_FULL = Symbol('queue full');

/**
 * Lets concurrent callers share one commit: while a group is being written, the next gathers. A group that fails is tried
 * again one by one unless `isOutage` says that the database itself is away, so that one caller's bad data harms no other.
 */
export function groupCommit<T>(options: {
  write: (items: readonly T[]) => Promise<void>;
  isOutage: (error: unknown) => boolean;
  maxGroup: { items: number; bytes: number };
  maxWaiting: { items: number; bytes: number };
}): GroupCommit<T> {
  const { write, isOutage, maxGroup, maxWaiting } = options;
  let waiting: Entry<T>[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | undefined;

  function nextGroup(): Entry<T>[] {
    let [n, bytes] = [0, 0];
    while (n < waiting.length && n < maxGroup.items && bytes < maxGroup.bytes) bytes += waiting[n++]?.bytes ?? 0;
    const group = waiting.slice(0, n);
    waiting = waiting.slice(n);
    waitingBytes -= bytes;
    return group;
  }

  async function writeGroup(group: readonly Entry<T>[]): Promise<void> {
    try {
      await write(group.map((e) => e.item));
      for (const e of group) e.resolve();
    } catch (error) {
      if (group.length === 1 || isOutage(error)) for (const e of group) e.reject(error);
      else for (const e of group) await writeGroup([e]);
    }
  }

  async function run(): Promise<void> {
    // One turn of the loop lets requests that arrived together share the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await writeGroup(nextGroup());
    running = undefined;
  }

  return {
    add: (item, bytes) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= maxWaiting.items || waitingBytes + bytes > maxWaiting.bytes) return reject(QUEUE_FULL);
        waiting.push({ item, bytes, resolve, reject });
        waitingBytes += bytes;
        running ??= run();
      }),
    idle: async () => {
      while (running) await running;
    },
  };
}
