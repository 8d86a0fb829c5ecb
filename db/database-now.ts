import type { AnySql } from './client';

/** The database's clock, the only one that decides whether a consent has begun or ended. */
export async function databaseNow(tx: AnySql): Promise<Date> {
  const [row] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error('The database told no time');
  return row.now;
}
