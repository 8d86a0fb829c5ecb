import type { Sql } from '@/db/client';
import type { Population } from '../core/orders-sql';
import type { DashboardFilter } from '../schema';
import { cached } from './cached';
import { populationOf } from './population';
import { readBySource } from './reports/by-source';
import { readChurnRisk } from './reports/churn-risk';
import { readCohorts } from './reports/cohorts';
import { readLtvTiles } from './reports/ltv-tiles';
import { readOtherCurrencies } from './reports/other-currencies';
import { readPredictedValue } from './reports/predicted-value';
import { readRevenueOverTime } from './reports/revenue-over-time';
import { readRfmGrid } from './reports/rfm-grid';

/** Every report of the dashboards, one file each. */
const reports = {
  tiles: readLtvTiles,
  revenue: readRevenueOverTime,
  cohorts: readCohorts,
  sources: readBySource,
  currencies: readOtherCurrencies,
  predicted: readPredictedValue,
  risk: readChurnRisk,
  rfm: readRfmGrid,
} as const satisfies Record<string, (tx: Sql, population: Population) => Promise<unknown>>;

export type ReportName = keyof typeof reports;
export const reportNames = Object.keys(reports) as [ReportName, ...ReportName[]];

/** A report's answer and the moment it is of. */
export type Report<N extends ReportName> = { asOf: string; result: Awaited<ReturnType<(typeof reports)[N]>> };

/** Makes a report, or hands on one of the last minute when it took long. @throws AppError as `populationOf`. */
export async function readReport(db: Sql, name: ReportName, filter: DashboardFilter): Promise<Report<ReportName>> {
  return cached(JSON.stringify([name, filter]), async () => {
    const population = await populationOf(db, filter);
    return { asOf: population.now.toISOString(), result: await reports[name](db, population) } as Report<ReportName>;
  });
}
