import type { Duration } from '../../conditions/duration';
import type { EventWindow } from '../../conditions/event/schema';
import type { ConditionKindName } from '../../conditions/schemas';
import type { ValueOp } from '../../conditions/value-schema';
import type { Draft } from '../../core/editor-tree';

export type TestDraft = { op?: ValueOp; value?: unknown };
export type TraitDraft = TestDraft & { kind: 'trait'; trait?: string };
export type FilterDraft = TestDraft & { property?: string };
export type CountOp = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'neq';
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
export type SegmentDraft = { kind: 'segment'; segmentId?: string; op?: 'in' | 'not_in' };
export type ConsentDraft = { kind: 'consent'; purpose?: string; channel?: string; op?: 'granted' | 'not_granted' };

/** What a new condition of each kind begins with. */
export const newDraft: Record<ConditionKindName, Draft> = {
  trait: { kind: 'trait', op: 'eq' },
  event: { kind: 'event', op: 'gte', count: 1, window: { last: { days: 30 } } },
  segment: { kind: 'segment', op: 'in' },
  consent: { kind: 'consent', op: 'granted' },
};

export const defaultDuration: Duration = { days: 30 };

/** The same draft without the fields that are undefined: schemas refuse a field that is there but empty. */
export function withoutUndefined<T extends object>(draft: T): T {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as T;
}
