/** How many windows a back-test has at most. */
const WINDOWS = 3;
/** What a model must have seen at least before it may forecast. */
const LEAST_HISTORY = 90;

/**
 * The origins of the back-test, the latest first, each one hold-out before the next: the last three horizons, as far as the data
 * go back. A horizon longer than half of the data is cut to that.
 */
export function originsOf({ today, firstDay, horizonDays }: { today: number; firstDay: number; horizonDays: number }): {
  days: number;
  origins: number[];
} {
  const days = Math.max(1, Math.min(horizonDays, Math.floor((today - firstDay) / 2)));
  const origins = Array.from({ length: WINDOWS }, (_, k) => today - (k + 1) * days).filter((origin) => origin - firstDay >= LEAST_HISTORY);
  return { days, origins };
}
