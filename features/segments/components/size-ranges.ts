/** The times a chart of sizes can show, in days. */
export const historyRanges = [1, 7, 30, 90, 365] as const;

/** Up to a week a point is an hour, beyond that a day: the same in the database. */
export const isHourly = (days: number): boolean => days <= 14;
