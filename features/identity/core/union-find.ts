export type UnionFind = {
  add(key: string): void;
  find(key: string): string;
  /** Joins the set of `b` to the set of `a`, whose root stays. */
  join(a: string, b: string): void;
};

/** Disjoint sets over text keys, with path halving. */
export function unionFind(): UnionFind {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    for (;;) {
      const up = parent.get(at) ?? at;
      if (up === at) return at;
      const above = parent.get(up) ?? up;
      parent.set(at, above);
      at = above;
    }
  };
  return {
    add: (key) => {
      if (!parent.has(key)) parent.set(key, key);
    },
    find,
    join: (a, b) => {
      parent.set(find(b), find(a));
    },
  };
}
