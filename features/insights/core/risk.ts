import { BINS, HIGH_RISK, MEDIUM_RISK } from '../constants';
import type { ChurnRisk, RiskBin } from '../data/reports/churn-risk';

type Sums = Omit<RiskBin, 'low' | 'high'>;

/** The bins from `low` up to `high` (shares of 1), added up; both must lie between bins. */
export function sumOf(bins: readonly RiskBin[], low: number, high: number): Sums {
  const from = Math.round(low * BINS);
  const to = Math.round(high * BINS);
  const sums: Sums = { people: 0, expected: 0, value: 0, atRisk: 0 };
  for (const bin of bins.slice(from, to)) {
    sums.people += bin.people;
    sums.expected += bin.expected;
    sums.value += bin.value;
    sums.atRisk += bin.atRisk;
  }
  return sums;
}

/** High, medium and low risk and everybody. */
export const levelsOf = ({ bins }: ChurnRisk) => ({
  high: sumOf(bins, HIGH_RISK, 1),
  medium: sumOf(bins, MEDIUM_RISK, HIGH_RISK),
  low: sumOf(bins, 0, MEDIUM_RISK),
  all: sumOf(bins, 0, 1),
});

/** A stretch of risk as a figure: from 0 it is open below, so that nobody is lost; at 1 it is closed. */
export const riskFigure = (low: number, high: number) => ({ name: 'risk' as const, low, high, closed: high >= 1 });
