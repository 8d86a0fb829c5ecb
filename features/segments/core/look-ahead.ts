/** How far it looks ahead, and at how many moments at which something might change. */
const HORIZON_MS = 400 * 86_400_000;
const MOST_MOMENTS = 8;

/** What is asked of one person's answer: what it is at a moment, and whether it may turn in `(from, to]`. */
export type Probe = { insideAt: (moment: Date) => Promise<boolean>; hasEdge: (from: number, to: number) => Promise<boolean> };

export type Answer = { inside: boolean; lookedUntil: Date; change: { at: Date; to: 'in' | 'out' } | null };

/**
 * Goes from edge to edge, beginning at `lookedUntil`, until the answer is another one. It is written into `answer`, which says at every time
 * how far was looked: a probe may throw to end it.
 */
export async function lookAhead(probe: Probe, answer: Answer): Promise<void> {
  const end = answer.lookedUntil.getTime() + HORIZON_MS;
  const hasEdge: Probe['hasEdge'] = async (from, to) => {
    const has = await probe.hasEdge(from, to);
    if (!has) answer.lookedUntil = new Date(to);
    return has;
  };
  for (let moments = 0; moments < MOST_MOMENTS; moments++) {
    const at = await firstEdge(hasEdge, answer.lookedUntil.getTime(), end);
    if (at === undefined) return;
    const inside = await probe.insideAt(new Date(at));
    answer.lookedUntil = new Date(at);
    if (inside !== answer.inside) {
      answer.change = { at: new Date(at), to: inside ? 'in' : 'out' };
      return;
    }
  }
}

/** The first moment in `(from, end]` with an edge, to the millisecond; undefined when there is none. */
async function firstEdge(hasEdge: Probe['hasEdge'], from: number, end: number): Promise<number | undefined> {
  if (!(await hasEdge(from, end))) return undefined;
  let [low, high] = [from, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await hasEdge(low, middle)) high = middle;
    else low = middle;
  }
  return high;
}
