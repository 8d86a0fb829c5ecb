/**
 * Purchase histories, one a customer, in whole days: `x` repeat purchase days, `recency` days from the first to the last
 * purchase (0 without a repeat), `age` days from the first purchase to the end of the observation.
 */
export type Histories = { x: Int32Array; recency: Int32Array; age: Int32Array };

/** Equal histories counted once; times in the model's unit. Ascending by (x, recency, age). */
export type Groups = {
  length: number;
  customers: number;
  maxX: number;
  x: Int32Array;
  tx: Float64Array;
  T: Float64Array;
  /** How many customers have this history. */
  n: Float64Array;
  /** How many customers have x or more repeat purchases, by x from 0 to maxX: the terms that only x decides need no more. */
  atLeast: Float64Array;
  keys: Float64Array;
};

const SPAN = 65_536;
const keyOf = (x: number, recency: number, age: number): number => (x * SPAN + recency) * SPAN + age;

/**
 * Groups equal histories. `unitDays` is the model's unit.
 * @throws Error for a history that cannot be: negative, or with a last purchase after the end.
 */
export function groupHistories({ x, recency, age }: Histories, unitDays: number): Groups {
  const customers = x.length;
  const all = new Float64Array(customers);
  for (let i = 0; i < customers; i++) {
    const [count, last, end] = [x[i] as number, recency[i] as number, age[i] as number];
    if (count < 0 || last < 0 || last > end || end >= SPAN || (count > 0 ? count > last : last !== 0))
      throw new Error(`Not a purchase history: ${count} repeats, last after ${last} of ${end} days`);
    all[i] = keyOf(count, last, end);
  }
  all.sort();
  let length = 0;
  for (let i = 0; i < customers; i++) if (i === 0 || all[i] !== all[i - 1]) length += 1;
  const maxX = customers === 0 ? 0 : Math.floor((all[customers - 1] as number) / (SPAN * SPAN));
  const groups: Groups = {
    length,
    customers,
    maxX,
    x: new Int32Array(length),
    tx: new Float64Array(length),
    T: new Float64Array(length),
    n: new Float64Array(length),
    atLeast: new Float64Array(maxX + 1),
    keys: new Float64Array(length),
  };
  let g = -1;
  for (let i = 0; i < customers; i++) {
    const key = all[i] as number;
    if (i === 0 || key !== all[i - 1]) {
      g += 1;
      const rest = Math.floor(key / SPAN);
      groups.keys[g] = key;
      groups.T[g] = (key - rest * SPAN) / unitDays;
      groups.x[g] = Math.floor(rest / SPAN);
      groups.tx[g] = (rest - (groups.x[g] as number) * SPAN) / unitDays;
    }
    groups.n[g] = (groups.n[g] as number) + 1;
  }
  for (let k = 0; k < length; k++) {
    const at = groups.x[k] as number;
    groups.atLeast[at] = (groups.atLeast[at] as number) + (groups.n[k] as number);
  }
  for (let at = maxX - 1; at >= 0; at--) groups.atLeast[at] = (groups.atLeast[at] as number) + (groups.atLeast[at + 1] as number);
  return groups;
}

/** The group of each customer, in the order of the histories. */
export function groupOfEach({ x, recency, age }: Histories, { keys }: Groups): Int32Array {
  return x.map((count, i) => {
    const key = keyOf(count, recency[i] as number, age[i] as number);
    let low = 0;
    let high = keys.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
