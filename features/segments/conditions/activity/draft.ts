import type { Duration } from '../duration';
import type { FilterDraft } from '../event/draft';
import type { CalendarWindow } from '../event/window-schema';
import type { ActivityPattern } from './schema';

/** An activity condition as it is being written. */
export type ActivityDraft = {
  kind: 'activity';
  event?: string;
  where?: FilterDraft[];
  pattern?: ActivityPattern;
  window?: CalendarWindow;
  active?: Duration;
  quiet?: Duration;
  recent?: Duration;
  gap?: Duration;
  every?: Duration;
  periods?: number;
};

/** The fields of each pattern, as they begin. */
export const patternFields: Record<ActivityPattern, () => Partial<ActivityDraft>> = {
  first: () => ({ window: { last: { days: 30 } } }),
  last: () => ({ window: { between: { to: { days: 90 } } } }),
  stopped: () => ({ active: { days: 90 }, quiet: { days: 30 } }),
  resumed: () => ({ recent: { days: 7 }, gap: { days: 90 } }),
  regular: () => ({ every: { weeks: 1 }, periods: 4 }),
};

export const newActivity: ActivityDraft = { kind: 'activity', pattern: 'stopped', ...patternFields.stopped() };
