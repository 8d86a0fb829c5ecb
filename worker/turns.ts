/**
 * Lets at most `most` pieces of work run at once; the others wait in the order in which they came. What is beyond the cores of a machine
 * would only make every piece take longer: what waits can still take in what arrives meanwhile.
 */
export function makeTurns(most: number): { take<T>(work: () => Promise<T>): Promise<T> } {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    take: async (work) => {
      if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        // A turn goes straight to who waits longest.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
