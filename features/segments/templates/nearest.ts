const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (let i = 0; i < text.length - 1; i += 1) {
    const pair = text.slice(i, i + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

/** How alike two names are, 0 to 1, by the pairs of letters they share; spaces, case and underscores do not count. */
export function likeness(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return 1;
  const [x, y] = [pairs(left), pairs(right)];
  let shared = 0;
  for (const [pair, n] of x) shared += Math.min(n, y.get(pair) ?? 0);
  const all = Math.max(0, left.length - 1) + Math.max(0, right.length - 1);
  return all === 0 ? 0 : (2 * shared) / all;
}

const SURE = 0.6;
const OFFERED = 12;

/**
 * Of the names in use, the one a template means by any of `wanted`, the nearest ones to choose from, and whether it is surely here:
 * the same name, however it is written.
 */
export function nearest(wanted: readonly string[], known: readonly string[]): { name: string; here: boolean; offered: string[] } {
  const scored = known
    .map((name) => ({ name, score: Math.max(...wanted.map((w, i) => likeness(w, name) - i * 0.001)) }))
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name));
  const [best] = scored;
  const here = best !== undefined && best.score > 0.98;
  const name = best && (here || best.score >= SURE) ? best.name : (wanted[0] ?? '');
  return { name, here, offered: scored.slice(0, OFFERED).map((s) => s.name) };
}
