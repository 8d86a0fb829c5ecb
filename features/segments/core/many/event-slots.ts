/** More ends of windows than this cannot be told apart in one statement: a window has four at most, and groups of rules have few enough. */
export const MOST_MOMENTS = 4_096;

type Stretch = { from: Date | null; to: Date };
/** Which rows of whole days, and which of single events, a window takes; stretches of one kind have nothing in common. */
export type Window = { whole: readonly Stretch[]; single: readonly Stretch[] };
/** A window over the rows of one place, and the number under which its sums are kept; `summed`: values are asked for, not only how many. */
export type Slot = { number: number; place: number; window: Window; summed?: boolean };
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
  const byPlace = new Map<number, { number: number; summed: boolean; whole: Marks; single: Marks }[]>();
  for (const { number, place, window, summed = false } of slots) {
    const list = byPlace.get(place) ?? [];
    list.push({ number, summed, whole: marksOf(window.whole), single: marksOf(window.single) });
    byPlace.set(place, list);
  }
  const read = (rows: Rows, { count, sum }: Sums): void => {
    for (const [place, { whole, single }] of linesOf(rows)) {
      for (const slot of byPlace.get(place) ?? []) {
        for (const [lines, marks] of [[whole, slot.whole] as const, [single, slot.single] as const]) {
          for (const [low, high] of marks) {
            const begin = firstFrom(lines, low);
            const end = firstFrom(lines, high);
            if (begin >= end) continue;
            count[slot.number] = (count[slot.number] ?? 0) + before(lines, end) - before(lines, begin);
            if (slot.summed) for (let i = begin; i < end; i++) sum[slot.number] = (sum[slot.number] ?? 0) + (lines[i]?.v ?? 0);
          }
        }
      }
    }
  };
  return { moments, read };
}

/** Rows of one mark; `before`: how many events the lines before it stand for. */
type Line = { mark: number; n: number; v: number; before: number };

/** The rows of each place, those of whole days and those of single events, by rising mark. */
function linesOf({ codes, ns, vs }: Rows): Map<number, { whole: Line[]; single: Line[] }> {
  const places = new Map<number, { whole: Line[]; single: Line[] }>();
  for (const [i, code] of codes.entries()) {
    const half = Math.floor(code / 2);
    const place = Math.floor(half / MOST_MOMENTS);
    const lines = places.get(place) ?? { whole: [], single: [] };
    places.set(place, lines);
    lines[code % 2 === 1 ? 'single' : 'whole'].push({ mark: half % MOST_MOMENTS, n: ns[i] ?? 0, v: vs[i] ?? 0, before: 0 });
  }
  for (const { whole, single } of places.values()) {
    for (const lines of [whole, single]) {
      lines.sort((a, b) => a.mark - b.mark);
      let n = 0;
      for (const line of lines) {
        line.before = n;
        n += line.n;
      }
    }
  }
  return places;
}

/** How many events the lines before the `i`-th stand for. */
function before(lines: readonly Line[], i: number): number {
  const line = lines[i];
  if (line) return line.before;
  const last = lines.at(-1);
  return last ? last.before + last.n : 0;
}

/** The first line whose mark is not below, by halving. */
function firstFrom(lines: readonly Line[], mark: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.mark ?? 0) < mark) low = middle + 1;
    else high = middle;
  }
  return low;
}
