const DAY = 86_400_000;

/** A day as the number of days since 1970-01-01, without a time zone. */
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;

/** The day of such a number as `YYYY-MM-DD`. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
