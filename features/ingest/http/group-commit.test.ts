import { describe, expect, it } from 'vitest';
import { groupCommit, QUEUE_FULL } from './group-commit';

const limits = { maxGroup: { items: 100, bytes: 1_000 }, maxWaiting: { items: 150, bytes: 2_000 } };
const isOutage = (e: unknown) => e instanceof Error && e.message === 'away';

describe('groupCommit', () => {
  it('shares one write among those that arrive together, and answers only after it', async () => {
    const groups: number[][] = [];
    let done = false;
    const commits = groupCommit<number>({
      ...limits,
      isOutage,
      write: async (items) => {
        groups.push([...items]);
        await new Promise((r) => setTimeout(r, 5));
        done = true;
      },
    });
    await Promise.all([1, 2, 3].map(async (n) => commits.add(n, 1).then(() => expect(done).toBe(true))));
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('keeps a group within its bounds and refuses what would fill memory', async () => {
    const groups: number[] = [];
    const commits = groupCommit<number>({ ...limits, isOutage, write: async (items) => void groups.push(items.length) });
    const answers = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => commits.add(n, 9)));
    expect(answers.filter((a) => a.status === 'rejected').every((a) => (a as PromiseRejectedResult).reason === QUEUE_FULL)).toBe(true);
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(150);
    expect(groups).toEqual([100, 50]);
    await expect(commits.add(1, 3_000)).rejects.toBe(QUEUE_FULL);
  });

  it('lets one caller’s bad data harm no other', async () => {
    const written: number[] = [];
    const commits = groupCommit<number>({
      ...limits,
      isOutage,
      write: async (items) => {
        if (items.includes(3)) throw new Error('bad');
        written.push(...items);
      },
    });
    const answers = await Promise.allSettled([1, 2, 3, 4].map((n) => commits.add(n, 1)));
    expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(written).toEqual([1, 2, 4]);
  });

  it('does not repeat itself when the database is away, and recovers', async () => {
    let away = true;
    let tries = 0;
    const commits = groupCommit<number>({
      ...limits,
      isOutage,
      write: async () => {
        tries++;
        if (away) throw new Error('away');
      },
    });
    const answers = await Promise.allSettled([1, 2, 3].map((n) => commits.add(n, 1)));
    expect([tries, answers.every((a) => a.status === 'rejected')]).toEqual([1, true]);
    away = false;
    await commits.add(4, 1);
    await commits.idle();
    expect(tries).toBe(2);
  });
});
