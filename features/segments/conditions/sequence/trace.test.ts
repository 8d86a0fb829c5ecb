import { describe, expect, it } from 'vitest';
import type { SequenceStep } from './schema';
import { type SeenEvent, traceSequence } from './trace';

const HOUR = 3_600_000;
const NOW = 100 * HOUR;
const hours = (n: number) => ({ hours: n });
/** An event at so many hours that is one of these steps (from 1). */
const at = (hour: number, steps: number[], same = ''): SeenEvent => ({
  id: `${hour}`,
  at: hour * HOUR,
  same,
  steps: [1, 2, 3].map((k) => steps.includes(k)),
});
const trace = (steps: SequenceStep[], events: SeenEvent[]) => {
  const { chain, until } = traceSequence(steps, events, NOW);
  return { chain: chain.map((e) => e.at / HOUR), until: until === undefined ? undefined : until / HOUR };
};

describe('how far somebody got', () => {
  const steps: SequenceStep[] = [{ event: 'A' }, { event: 'B', within: hours(5) }, { event: 'C', within: hours(2) }];

  it('is the furthest and latest chain, and until when the next step may come', () => {
    expect(trace(steps, [])).toEqual({ chain: [], until: undefined });
    expect(trace(steps, [at(1, [1]), at(98, [1])])).toEqual({ chain: [98], until: 103 });
    expect(trace(steps, [at(1, [1]), at(3, [2]), at(98, [1])])).toEqual({ chain: [1, 3], until: 5 });
    expect(trace(steps, [at(1, [1]), at(2, [1]), at(3, [2]), at(4, [3])])).toEqual({ chain: [2, 3, 4], until: undefined });
  });

  it('takes nothing for later that happened at the same moment, or with another property', () => {
    expect(trace(steps, [at(1, [1, 2])]).chain).toEqual([1]);
    expect(trace(steps, [at(1, [1], 'x'), at(2, [2], 'y')]).chain).toEqual([1]);
  });
});

describe('a step that must not happen', () => {
  const steps: SequenceStep[] = [{ event: 'A' }, { event: 'B', within: hours(5), not: true }];

  it('holds for any event whose time ran out, and waits for the latest otherwise', () => {
    expect(trace(steps, [at(10, [1]), at(97, [1]), at(98, [2])])).toEqual({ chain: [10], until: 15 });
    expect(trace(steps, [at(97, [1])])).toEqual({ chain: [97], until: 102 });
  });

  it('shows what came after all', () => {
    expect(trace(steps, [at(10, [1]), at(12, [2])])).toEqual({ chain: [10, 12], until: 15 });
  });
});
