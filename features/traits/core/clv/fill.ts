/** `Float64Array.from` with a function goes through an iterator, which is ten times slower than a plain loop: it counts at millions. */
export function floats(length: number, value: (i: number) => number): Float64Array {
  const filled = new Float64Array(length);
  for (let i = 0; i < length; i++) filled[i] = value(i);
  return filled;
}

/** One where it holds, else zero. */
export function flags(length: number, holds: (i: number) => boolean): Uint8Array {
  const filled = new Uint8Array(length);
  for (let i = 0; i < length; i++) filled[i] = holds(i) ? 1 : 0;
  return filled;
}
