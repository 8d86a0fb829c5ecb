/** A line of two texts laid beside each other. */
export type DiffLine = { type: 'same' | 'added' | 'removed'; text: string };

/** Longer texts are shown as removed and added: the table below grows with the product of their lines. */
const MOST_LINES = 1_500;

/** The lines that two texts have in common, by their longest common subsequence, and those that one of them lacks. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const all = (type: DiffLine['type'], lines: readonly string[]) => lines.map((text) => ({ type, text }));
  if (a.length > MOST_LINES || b.length > MOST_LINES) return [...all('removed', a), ...all('added', b)];
  const common = lengths(a, b);
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [old, fresh] = [a[i] ?? '', b[j] ?? ''];
    if (old === fresh) {
      lines.push({ type: 'same', text: old });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ type: 'removed', text: old });
      i += 1;
    } else {
      lines.push({ type: 'added', text: fresh });
      j += 1;
    }
  }
  return [...lines, ...all('removed', a.slice(i)), ...all('added', b.slice(j))];
}

/** How many lines the rests from each pair of places have in common. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [table[i], table[i + 1]];
    if (!row || !below) continue;
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return table;
}
