/** More ends of windows than this cannot be told apart in one statement. */
export const MOST_MOMENTS = 4_096;

type Stretch = { from: Date | null; to: Date };
/** Which rows of whole days, and which of single events, a window takes. */
export type Window = { whole: readonly Stretch[]; single: readonly Stretch[] };
/** A window over the rows of one place, and the number under which its sums are kept. */
export type Slot = { number: number; place: number; window: Window };
/** What a person's events add up to in each window, by number. */
export type Sums = { count: number[]; sum: number[] };

type Rows = { codes: readonly number[]; ns: readonly number[]; vs: readonly number[] };
/** The stretches as marks: how many of the moments are not after. */
type Marks = readonly (readonly [low: number, high: number])[];

/** The numbers of an array as PostgreSQL writes it; none without one. */
export const arrayOf = (text: string | null): number[] => (text === null || text === '{}' ? [] : text.slice(1, -1).split(',').map(Number));

/**
 * The ends of all windows, rising, and how the rows that lie between them are added to the windows. A row's code is
 * `2 · (MOST_MOMENTS · place + mark) + single`, where `mark` is how many of the moments are not after it (`width_bucket`).
 * @throws Error when there are too many moments to tell apart
 */
export function slotReader(slots: readonly Slot[]): { moments: number[]; read(rows: Rows, into: Sums): void } {
  const stretches = slots.flatMap(({ window }) => [...window.whole, ...window.single]);
  const moments = [...new Set(stretches.flatMap(({ from, to }) => (from ? [from.getTime(), to.getTime()] : [to.getTime()])))].sort(
    (a, b) => a - b,
  );
  if (moments.length >= MOST_MOMENTS) throw new Error('More windows than one statement can tell apart');
  const markAt = new Map(moments.map((at, i) => [at, i + 1]));
  const marksOf = (list: readonly Stretch[]): Marks =>
    list.map(({ from, to }) => [from ? (markAt.get(from.getTime()) ?? 0) : 0, markAt.get(to.getTime()) ?? 0]);
  const byPlace = new Map<number, { number: number; whole: Marks; single: Marks }[]>();
  for (const { number, place, window } of slots) {
    const list = byPlace.get(place) ?? [];
    byPlace.set(place, [...list, { number, whole: marksOf(window.whole), single: marksOf(window.single) }]);
  }
  const read = ({ codes, ns, vs }: Rows, { count, sum }: Sums): void => {
    for (const [i, code] of codes.entries()) {
      const half = Math.floor(code / 2);
      const mark = half % MOST_MOMENTS;
      for (const slot of byPlace.get(Math.floor(half / MOST_MOMENTS)) ?? []) {
        const marks = code % 2 === 1 ? slot.single : slot.whole;
        if (!marks.some(([low, high]) => mark >= low && mark < high)) continue;
        count[slot.number] = (count[slot.number] ?? 0) + (ns[i] ?? 0);
        sum[slot.number] = (sum[slot.number] ?? 0) + (vs[i] ?? 0);
      }
    }
  };
  return { moments, read };
}
