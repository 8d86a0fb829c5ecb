/** The inverse of a small symmetric matrix by Gauss-Jordan with pivots; undefined when it is singular. */
export function invert(matrix: readonly Float64Array[]): Float64Array[] | undefined {
  const size = matrix.length;
  const rows: Float64Array[] = matrix.map((row, i) =>
    Float64Array.from({ length: 2 * size }, (_, j) => (j < size ? (row[j] as number) : j - size === i ? 1 : 0)),
  );
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    const best = rows[pivot] as Float64Array;
    const head = best[column] as number;
    if (!Number.isFinite(head) || Math.abs(head) < 1e-300) return undefined;
    rows[pivot] = rows[column] as Float64Array;
    rows[column] = best.map((v) => v / head);
    for (const [i, row] of rows.entries()) {
      if (i === column) continue;
      const factor = row[column] as number;
      rows[i] = row.map((v, j) => v - factor * (rows[column]?.[j] ?? 0));
    }
  }
  return rows.map((row) => row.slice(size));
}
