/** Items of a list that never changes its order, with keys that hold even when names repeat, as column headers do. */
export const keyed = (names: readonly string[]): { name: string; i: number; key: string }[] =>
  names.map((name, i) => ({ name, i, key: `${i}:${name}` }));
