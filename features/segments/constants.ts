/** Deepest nesting of groups a rule may have; the editor stops at `EDITOR_DEPTH`. */
export const MAX_DEPTH = 10;
export const EDITOR_DEPTH = 5;
/** Most conditions one rule may hold. */
export const MAX_CONDITIONS = 200;
/** Most conditions after the rules of other segments have been put in their place. */
export const MAX_EXPANDED_CONDITIONS = 1_000;
/** Longest rolling window, in days: ten years and the leap days. */
export const MAX_WINDOW_DAYS = 3_660;
/** Conditions on who entered and left look back this far, in days: two years, a little less than the log is kept. */
export const HISTORY_DAYS = 730;
/** The event name that stands for every event. */
export const ANY_EVENT = '*';

/** Profile columns that rules read like traits, with their type. They win over a golden trait of the same name. */
export const builtInTraits = {
  name: 'string',
  order_count: 'number',
  spend: 'number',
  event_count: 'number',
  open_tickets: 'number',
  last_order_at: 'date',
  first_seen_at: 'date',
  last_seen_at: 'date',
} as const;

export type BuiltInTrait = keyof typeof builtInTraits;

/** Whether rules read this trait from a column of the profile. */
export const isBuiltIn = (trait: string): trait is BuiltInTrait => Object.hasOwn(builtInTraits, trait);

/** Name of the job that evaluates one segment for everyone. */
export const EVALUATE_JOB = 'segments.evaluate';
/** Name of the job that fills the daily aggregates of one event. */
export const AGGREGATE_JOB = 'segments.aggregate';

/** So many labels a segment has at most. */
export const MOST_LABELS = 10;
