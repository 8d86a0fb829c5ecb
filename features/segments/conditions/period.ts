export const periodUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A stretch of the calendar, seen from now: offset 0 is the one that now lies in, -1 the one before it, 1 the next. */
export type Period = { unit: PeriodUnit; offset: number };
