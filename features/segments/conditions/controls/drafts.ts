import type { Duration } from '../duration';
import type { ValueOp } from '../value-schema';

/** A comparison as it is being written. */
export type TestDraft = {
  op?: ValueOp;
  value?: unknown;
  fold?: true | undefined;
  missing?: 'include' | 'exclude' | undefined;
};

export const defaultDuration: Duration = { days: 30 };

/** The same draft without the fields that are undefined: schemas refuse a field that is there but empty. */
export function withoutUndefined<T extends object>(draft: T): T {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as T;
}
