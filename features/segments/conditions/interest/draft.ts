import type { FixedWindow } from '../event/window-schema';

/** An interest as it is being written. */
export type InterestDraft = {
  kind: 'interest';
  property?: string;
  value?: unknown;
  events?: string[];
  op?: 'gte' | 'lte';
  share?: number;
  least?: number;
  window?: FixedWindow;
};

export const newInterest: InterestDraft = {
  kind: 'interest',
  property: 'category',
  op: 'gte',
  share: 0.3,
  least: 3,
  window: { last: { days: 90 } },
};
