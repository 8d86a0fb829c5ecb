import { expect, it } from 'vitest';
import { type Answer, lookAhead, type Probe } from './look-ahead';

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-01');
const start = (): Answer => ({ inside: true, lookedUntil: new Date(NOW), change: null });

/** Somebody whose answer may turn at these moments, and is out from the moment `out` on. */
function probeOf(edges: number[], out: number, most = 1_000): Probe & { asked: number } {
  const probe = {
    asked: 0,
    insideAt: async (moment: Date) => moment.getTime() < out,
    hasEdge: async (from: number, to: number) => {
      if (++probe.asked > most) throw new Error('late');
      return edges.some((edge) => edge > from && edge <= to);
    },
  };
  return probe;
}

it('finds the first moment at which the answer turns, past those at which it does not', async () => {
  const answer = start();
  await lookAhead(probeOf([NOW + 3 * DAY, NOW + 9 * DAY + 1, NOW + 20 * DAY], NOW + 9 * DAY + 1), answer);
  expect(answer).toEqual({
    inside: true,
    lookedUntil: new Date(NOW + 9 * DAY + 1),
    change: { at: new Date(NOW + 9 * DAY + 1), to: 'out' },
  });
});

it('says how far it looked where nothing turns', async () => {
  const answer = start();
  await lookAhead(probeOf([], Number.POSITIVE_INFINITY), answer);
  expect(answer).toMatchObject({ lookedUntil: new Date(NOW + 400 * DAY), change: null });
});

it('has looked as far as it came when it is ended', async () => {
  for (const most of [1, 5, 20, 60]) {
    const answer = start();
    const edge = NOW + 300 * DAY;
    await lookAhead(probeOf([edge], edge, most), answer).catch(() => undefined);
    if (answer.change) expect(answer.change.at.getTime()).toBe(edge);
    else expect(answer.lookedUntil.getTime()).toBeLessThan(edge);
    expect(answer.change !== null).toBe(most === 60);
    if (most === 5) expect(answer.lookedUntil.getTime()).toBeGreaterThanOrEqual(NOW + 200 * DAY);
  }
});
