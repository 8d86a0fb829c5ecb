import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinRanges, type Range } from './ranges';

const range = (from: number, to: number): Range => ({ from: new Date(from), to: new Date(to) });
const plain = (ranges: readonly Range[]) => ranges.map(({ from, to }) => [from.getTime(), to.getTime()]);

it('joins what touches or overlaps, and leaves out what is empty', () => {
  const given = [range(50, 60), range(0, 10), range(10, 20), range(15, 18), range(30, 30), range(40, 45)];
  expect(plain(joinRanges(given, 9))).toEqual([
    [0, 20],
    [40, 45],
    [50, 60],
  ]);
});

it('then joins over the smallest gaps until few enough are left', () => {
  const given = [range(0, 1), range(10, 11), range(13, 14), range(40, 41), range(45, 46)];
  expect(plain(joinRanges(given, 4))).toEqual([
    [0, 1],
    [10, 14],
    [40, 41],
    [45, 46],
  ]);
  expect(plain(joinRanges(given, 3))).toEqual([
    [0, 1],
    [10, 14],
    [40, 46],
  ]);
  expect(plain(joinRanges(given, 1))).toEqual([[0, 46]]);
});

it('loses no moment, names none twice, and does not touch what it was given', () => {
  const any = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 })).map(([from, n]) => range(from, from + n));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 9 }), fc.integer({ min: 1, max: 5 }), (given, most) => {
      const before = plain(given);
      const joined = joinRanges(given, most);
      expect(plain(given)).toEqual(before);
      expect(joined.length).toBeLessThanOrEqual(most);
      for (const [i, each] of joined.entries()) if (i > 0) expect(each.from.getTime()).toBeGreaterThan(joined[i - 1]?.to.getTime() ?? 0);
      for (const { from, to } of given) if (from < to) expect(joined.some((each) => each.from <= from && each.to >= to)).toBe(true);
    }),
  );
});
