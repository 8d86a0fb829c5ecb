import type { TestDraft } from '../controls/drafts';
import type { EventWindow } from './window-schema';

export type FilterDraft = TestDraft & { property?: string };
export type CountOp = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'neq';

/** An event condition as it is being written. */
export type EventDraft = {
  kind: 'event';
  event?: string;
  measure?: 'count' | 'sum';
  op?: CountOp;
  count?: number;
  amount?: number;
  window?: EventWindow;
  where?: FilterDraft[];
};

export const newEvent: EventDraft = { kind: 'event', op: 'gte', count: 1, window: { last: { days: 30 } } };
