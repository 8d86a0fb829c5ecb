/** The least and the greatest number of a range. */
export type Range = { low: number; high: number };

/** A range as text that can be read back: `3` or `3…7`. */
export const rangeText = ({ low, high }: Range): string => (low === high ? String(low) : `${low}…${high}`);

/** Its bounds again. */
export function rangeOf(text: string): Range {
  const [low = '', high = low] = text.split('…');
  return { low: Number(low), high: Number(high) };
}
