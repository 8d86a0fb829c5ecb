import type { Cohorts } from '../data/reports/cohorts';

/** The k-th month of all cohorts that have lived it: how many customers they have, the share that ordered, and the value of one so far. */
export type CohortMean = { months: number; customers: number; retention: number; value: number; partial: boolean };

/** Means weighted by the size of the cohorts whose k-th month is over; where it goes on for all that have it, of those, and `partial`. */
export function cohortMeans({ cohorts, partial }: Cohorts): CohortMean[] {
  const most = Math.max(0, ...cohorts.map((c) => c.cells.length));
  return Array.from({ length: most }, (_, k) => {
    const lived = cohorts.filter((c) => c.cells[k] !== undefined);
    const whole = partial ? lived.filter((c) => c.cells.length > k + 1) : lived;
    const reached = whole.length > 0 ? whole : lived;
    const customers = reached.reduce((sum, c) => sum + c.customers, 0);
    const buyers = reached.reduce((sum, c) => sum + (c.cells[k]?.buyers ?? 0), 0);
    const value = reached.reduce((sum, c) => sum + (c.cells[k]?.cumulative ?? 0), 0);
    return {
      months: k,
      customers,
      retention: customers > 0 ? buyers / customers : 0,
      value: customers > 0 ? value / customers : 0,
      partial: whole.length === 0,
    };
  });
}
