'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { PlainLink } from '@/components/charts/plain-link';
import { useFormat } from '@/components/use-format';
import type { RangedFigure } from '../../core/figures';
import type { PredictedValue, TopShare, ValueBin } from '../../data/reports/predicted-value';
import classes from '../dashboard/dashboard.module.css';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';

/** How predicted value is spread over the customers, and how much of it the best of them hold. */
export function PredictedValueCharts({ published }: { published: boolean }) {
  const t = useTranslations('insights.predicted');
  return (
    <ReportBody name="predicted" height={290}>
      {(report, asOf) =>
        report ? <Charts report={report} asOf={asOf} /> : published && <p className={classes.note}>{t('nobodyScored')}</p>
      }
    </ReportBody>
  );
}

function Charts({ report, asOf }: { report: PredictedValue; asOf: string }) {
  const t = useTranslations('insights.predicted');
  const format = useFormat();
  const { to } = useFigures();
  const label = ({ low, high }: ValueBin) =>
    high === null
      ? t('from', { low: format.moneyRounded(low) })
      : t('below', { low: format.moneyRounded(low ?? 0), high: format.moneyRounded(high) });
  const bins = new Map(report.bins.map((bin, n) => [String(n), bin]));
  const link = (x: string) => {
    const bin = bins.get(x);
    return to({ name: 'value', low: bin?.low ?? null, high: bin?.high ?? null, closed: false });
  };
  return (
    <div className={classes.pair}>
      <ChartFrame
        title={t('distribution')}
        definition={t('distributionHow')}
        xLabel={t('value')}
        kind="bar"
        points={report.bins.map((bin, n) => ({ x: String(n), values: { people: bin.people } }))}
        series={[{ key: 'people', label: t('people') }]}
        formatX={(x) => {
          const bin = bins.get(x);
          return bin ? label(bin) : x;
        }}
        formatValue={(n) => format.integer(n)}
        until={format.dateTime(asOf)}
        open={{ href: (x) => link(x).href, go: (x) => link(x).go() }}
      />
      <div>
        <TopTable title={t('topPredicted')} rows={report.topPredicted} figure="value" />
        <TopTable title={t('topHistoric')} rows={report.topHistoric} figure="historic" />
      </div>
    </div>
  );
}

function TopTable({ title, rows, figure }: { title: string; rows: TopShare[]; figure: RangedFigure }) {
  const t = useTranslations('insights.predicted');
  const format = useFormat();
  const { to } = useFigures();
  if (rows.length === 0) return null;
  return (
    <table className={classes.table} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t('people')}</th>
          <th scope="col">{t('atLeast')}</th>
          <th scope="col">{t('share')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.percent}>
            <th scope="row">
              <PlainLink {...to({ name: figure, low: row.cutoff, high: null, closed: false })}>
                {t('top', { percent: row.percent })}
              </PlainLink>
            </th>
            <td>{format.integer(row.people)}</td>
            <td>{format.money(row.cutoff)}</td>
            <td>{format.percent(row.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
