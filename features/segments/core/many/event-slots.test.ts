import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_EXPANDED_CONDITIONS } from '../../constants';
import { arrayOf, MOST_MOMENTS, type Slot, slotReader } from './event-slots';

const moment = fc.integer({ min: 0, max: 40 });
const stretch = fc
  .tuple(fc.option(moment), moment)
  .map(([from, to]) => ({ from: from === null ? null : new Date(from), to: new Date(to) }));
/** Two stretches that have nothing in common. */
const apart = fc
  .array(moment, { minLength: 4, maxLength: 4 })
  .map((four) => [...four].sort((a, b) => a - b))
  .map(([a = 0, b = 0, c = 0, d = 0]) => [
    { from: new Date(a), to: new Date(b) },
    { from: new Date(c), to: new Date(d) },
  ]);
const window = fc.record({ whole: fc.array(stretch, { maxLength: 1 }), single: fc.oneof(fc.array(stretch, { maxLength: 1 }), apart) });
const slots = fc
  .array(fc.record({ place: fc.integer({ min: 1, max: 3 }), window }), { minLength: 1, maxLength: 8 })
  .map((list) => list.map((slot, number): Slot => ({ number, summed: true, ...slot })));
const row = fc.record({
  place: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: -5, max: 45 }),
  single: fc.boolean(),
  n: fc.integer({ min: 1, max: 9 }),
});

it('adds each row to the windows in whose stretches it lies, as comparing moments does', () => {
  fc.assert(
    fc.property(slots, fc.array(row, { maxLength: 30 }), (asked, rows) => {
      const { moments, read } = slotReader(asked);
      // What the database does: `width_bucket` answers how many of the moments are not after it.
      const codes = rows.map((r) => 2 * (MOST_MOMENTS * r.place + moments.filter((m) => m <= r.at).length) + (r.single ? 1 : 0));
      const sums = { count: asked.map(() => 0), sum: asked.map(() => 0) };
      read({ codes, ns: rows.map((r) => r.n), vs: rows.map((r) => r.n * 10) }, sums);
      const wanted = asked.map(({ place, window }) =>
        rows
          .filter((r) => r.place === place)
          .filter((r) =>
            (r.single ? window.single : window.whole).some(
              ({ from, to }) => (from === null || r.at >= from.getTime()) && r.at < to.getTime(),
            ),
          )
          .reduce((n, r) => n + r.n, 0),
      );
      expect(sums.count).toEqual(wanted);
      expect(sums.sum).toEqual(wanted.map((n) => n * 10));
    }),
  );
});

it('refuses more ends of windows than can be told apart, and no group of rules has so many', () => {
  expect(4 * MAX_EXPANDED_CONDITIONS).toBeLessThan(MOST_MOMENTS);
  const window = { whole: [], single: Array.from({ length: MOST_MOMENTS }, (_, i) => ({ from: null, to: new Date(i) })) };
  expect(() => slotReader([{ number: 0, place: 1, window }])).toThrow('More windows');
});

it('reads arrays as the database writes them', () => {
  expect(arrayOf('{1,-2,3.5}')).toEqual([1, -2, 3.5]);
  expect(arrayOf('{}')).toEqual([]);
  expect(arrayOf(null)).toEqual([]);
});
