import type { SegmentAlert } from '../types';

/** `before`: the size a day ago, undefined when the segment was not there yet. */
export type Sizes = { size: number; before: number | undefined };

/** By how much a size changed, as a share of what it was: of nobody, anybody is more than any percent. */
export const changeOf = ({ size, before }: Sizes): number =>
  before === undefined || size === before ? 0 : before === 0 ? Number.POSITIVE_INFINITY : Math.abs(size - before) / before;

/** Whether it is time to tell. */
export function isRaised({ kind, amount }: Pick<SegmentAlert, 'kind' | 'amount'>, sizes: Sizes): boolean {
  if (kind === 'above') return sizes.size > amount;
  if (kind === 'below') return sizes.size < amount;
  const change = changeOf(sizes);
  return change > 0 && change * 100 >= amount;
}
