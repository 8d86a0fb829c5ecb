import type { TestDraft } from '../controls/drafts';
import type { CountOp, Measure } from './measure';
import type { EventWindow } from './window-schema';

type FieldDraft = { property?: string; path?: string[] };
/** What an item of a list must be, as it is being written. */
export type ItemDraft = TestDraft & FieldDraft;
export type FilterDraft = ItemDraft & { in?: 'context'; some?: ItemDraft[] };
export type PairDraft = [number | undefined, number | undefined];

/** An event condition as it is being written. */
export type EventDraft = {
  kind: 'event';
  event?: string;
  measure?: Measure;
  of?: FieldDraft;
  op?: CountOp | 'between';
  count?: number | PairDraft;
  amount?: number | PairDraft;
  test?: TestDraft;
  window?: EventWindow;
  where?: FilterDraft[];
};

export const newEvent: EventDraft = { kind: 'event', op: 'gte', count: 1, window: { last: { days: 30 } } };
