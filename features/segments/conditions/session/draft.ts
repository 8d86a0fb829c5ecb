import type { CountOp } from '../event/measure';
import type { EventWindow } from '../event/window-schema';

/** A session condition as it is being written. */
export type SessionDraft = {
  kind: 'session';
  measure?: 'count' | 'average_minutes' | 'longest_minutes';
  op?: CountOp | 'between';
  amount?: number | [number | undefined, number | undefined];
  window?: EventWindow;
};

export const newSession: SessionDraft = { kind: 'session', measure: 'count', op: 'gte', amount: 3, window: { last: { days: 30 } } };
