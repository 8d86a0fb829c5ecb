/**
 * Lets at most so many pieces of work be in hand at a time in this process. What comes beyond that is not begun: nothing queues.
 * @returns what runs a piece of work, or answers `undefined` when it was left out
 */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T | undefined> {
  let inHand = 0;
  return async (work) => {
    if (inHand >= most) return undefined;
    inHand += 1;
    try {
      return await work();
    } finally {
      inHand -= 1;
    }
  };
}
