'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { useFormat } from '@/components/use-format';
import type { Backtest } from '@/features/traits/schema';
import { noon } from '../../core/period';
import classes from '../dashboard/dashboard.module.css';

/** Errors of the hold-out beside those of the naive rival, and purchases by how often people had bought before. */
export function ModelRivals({ backtest }: { backtest: Backtest }) {
  const t = useTranslations('insights.model');
  const format = useFormat();
  const { model, naive, actual } = backtest;
  const rows = [
    { key: 'predictedTotal', model: format.integer(model.predicted), naive: format.integer(naive.predicted) },
    { key: 'totalError', model: format.signedPercent(model.totalError), naive: format.signedPercent(naive.totalError) },
    { key: 'mae', model: decimals(format, model.mae), naive: decimals(format, naive.mae) },
    { key: 'rmse', model: decimals(format, model.rmse), naive: decimals(format, naive.rmse) },
  ] as const;
  return (
    <div className={classes.pair}>
      <div>
        <table className={classes.table} aria-label={t('errors')}>
          <thead>
            <tr>
              <th scope="col">{t('errors')}</th>
              <th scope="col">{t('thisModel')}</th>
              <th scope="col">{t('naive')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{t(row.key)}</th>
                <td>{row.model}</td>
                <td>{row.naive}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={classes.note}>
          {t('errorsNote', { actual, days: backtest.holdoutDays, customers: backtest.customers, tests: backtest.windows.length })}
        </p>
      </div>
      <ChartFrame
        title={t('byFrequency')}
        definition={t('byFrequencyHow')}
        xLabel={t('frequency')}
        kind="bar"
        height={220}
        points={backtest.byFrequency.map((f) => ({
          x: f.frequency,
          values: {
            actual: f.actual,
            predicted: f.predicted,
            naive: f.naive,
          },
        }))}
        series={[
          { key: 'actual', label: t('actual') },
          { key: 'predicted', label: t('predicted') },
          { key: 'naive', label: t('naive'), muted: true },
        ]}
        formatX={(x) => (x.endsWith('+') ? `${format.integer(Number.parseInt(x, 10))}+` : format.integer(Number(x)))}
        formatValue={(n) => decimals(format, n)}
        formatTick={(n) => format.number(n)}
        until={format.date(noon(backtest.weekly.at(-1)?.end))}
      />
    </div>
  );
}

const decimals = (format: ReturnType<typeof useFormat>, n: number): string => format.number(Math.round(n * 1000) / 1000);
