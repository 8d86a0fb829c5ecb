/*
 * The driver guesses a list's type from its first element and takes lists of dates and booleans for one date or boolean. Lists of
 * text are safe: write `${moments(dates)}::text[]::timestamptz[]`.
 */

/** Moments (dates or milliseconds) as text for `::text[]::timestamptz[]`. */
export const moments = (list: readonly (Date | number | null)[]): (string | null)[] =>
  list.map((m) => (m === null ? null : (typeof m === 'number' ? new Date(m) : m).toISOString()));
