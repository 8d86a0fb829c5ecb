import type { AnySql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import type { Statement } from '@/features/segments/core/statement';
import { newStatement } from '@/features/segments/core/statement';
import { noPurchaseTrait } from '@/features/traits/constants';
import { currentModel, modelSettings } from '@/features/traits/data';
import { AppError } from '@/lib/errors';
import type { Population } from '../core/orders-sql';
import { periodOf } from '../core/period';
import type { DashboardFilter } from '../schema';

/** What a filter means at this moment. @throws AppError invalid_input when its days are the wrong way round; not_found without that segment. */
export async function populationOf(tx: AnySql, filter: DashboardFilter): Promise<Population> {
  const [[row], { currency }, model, settings] = await Promise.all([
    tx<{ now: Date; known: boolean }[]>`
      select date_trunc('milliseconds', clock_timestamp()) as now,
        ${filter.segment ?? null}::uuid is null or exists (select from segments where id = ${filter.segment ?? null}::uuid and status = 'active') as known`,
    readCompanySettings(),
    currentModel(),
    modelSettings(),
  ]);
  const now = row?.now ?? new Date();
  if (!row?.known) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  const period = periodOf(filter, now);
  if (period.from !== null && period.to !== null && period.from > period.to)
    throw new AppError('invalid_input', 'The window must end after it begins', { key: 'rule.windowEnd' });
  const riskTrait = noPurchaseTrait((model?.card.settings ?? settings).horizonDays);
  return { period, segmentId: filter.segment ?? null, currency, now, riskTrait };
}

/** Runs a statement that a builder writes. */
export async function ask<Row extends object>(tx: AnySql, build: (s: Statement) => string): Promise<Row[]> {
  const s = newStatement();
  const text = build(s);
  return [...(await tx.unsafe<Row[]>(text, s.values as never[]))];
}
