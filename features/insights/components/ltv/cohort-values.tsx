'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { HeatFrame, type HeatRow } from '@/components/charts/heat-frame';
import { PlainLink } from '@/components/charts/plain-link';
import { useFormat } from '@/components/use-format';
import { cohortMeans } from '../../core/cohort-means';
import type { Cohorts } from '../../data/reports/cohorts';
import classes from '../dashboard/dashboard.module.css';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';

/** Net revenue of a customer by months since the first order: on average, and by the month of that order. */
export function CohortValues() {
  return (
    <ReportBody name="cohorts" height={420}>
      {(cohorts, asOf) => <Charts cohorts={cohorts} asOf={asOf} />}
    </ReportBody>
  );
}

function Charts({ cohorts: report, asOf }: { cohorts: Cohorts; asOf: string }) {
  const t = useTranslations('insights.cohorts');
  const format = useFormat();
  const { to } = useFigures();
  const { cohorts, partial } = report;
  const month = (text: string) => format.calendarMonth(`${text}-15T12:00:00Z`);
  const means = cohortMeans(report);
  const highest = Math.max(1, ...cohorts.flatMap((c) => c.cells.map((cell) => cell.cumulative / Math.max(1, c.customers))));
  const rows: HeatRow[] = cohorts.map((cohort) => {
    const link = to({ name: 'cohort', month: cohort.month });
    return {
      key: cohort.month,
      name: t('row', { month: month(cohort.month), customers: cohort.customers }),
      label: <PlainLink {...link}>{t('row', { month: month(cohort.month), customers: cohort.customers })}</PlainLink>,
      cells: cohort.cells.map((cell, k) => {
        const value = cell.cumulative / Math.max(1, cohort.customers);
        const text = format.moneyRounded(value);
        return {
          value,
          text,
          shade: value / highest,
          partial: partial && k === cohort.cells.length - 1,
          link: { ...to({ name: 'cohort', month: cohort.month, months: k }), label: t('cell', { month: month(cohort.month), k, text }) },
        };
      }),
    };
  });
  return (
    <div className={classes.parts}>
      <ChartFrame
        title={t('mean')}
        definition={t('meanHow')}
        xLabel={t('months')}
        kind="area"
        height={200}
        points={means.map((m) => ({ x: String(m.months), values: { value: m.value } }))}
        series={[{ key: 'value', label: t('value') }]}
        formatX={(k) => t('month', { k: Number(k) })}
        formatValue={(n) => format.money(n)}
        formatTick={(n) => format.compact(n)}
        until={format.dateTime(asOf)}
      />
      <HeatFrame
        title={t('table')}
        definition={t('how')}
        corner={t('cohort')}
        columns={means.map((m) => format.integer(m.months))}
        rows={rows}
        until={format.dateTime(asOf)}
        note={partial ? t('partial', { month: month(report.lastMonth) }) : undefined}
      />
    </div>
  );
}
