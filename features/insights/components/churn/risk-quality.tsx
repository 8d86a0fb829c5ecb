'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { Section } from '@/components/page-body';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { Backtest } from '@/features/traits/schema';
import { noon } from '../../core/period';
import classes from '../dashboard/dashboard.module.css';

/** How the probabilities stood the test: predicted against seen in ten groups, and the usual measures beside the base rate's. */
export function RiskQuality({ backtest, fittedAt }: { backtest: Backtest; fittedAt: string }) {
  const t = useTranslations('insights.quality');
  const format = useFormat();
  const { noPurchase: q, holdoutDays, customers, calibrationEnd } = backtest;
  return (
    <Section
      title={t('title')}
      description={t('intro', {
        days: holdoutDays,
        customers,
        day: format.date(noon(calibrationEnd)),
        tests: backtest.windows.length,
      })}
    >
      <div className={classes.parts}>
        <Stats>
          <Stat
            label={t('auc')}
            value={format.precise(q.auc)}
            note={t('aucNote', { alive: format.precise(q.pAliveAuc) })}
            definition={t('aucHow')}
          />
          <Stat
            label={t('brier')}
            value={format.precise(q.brier)}
            note={t('brierNote', { base: format.precise(q.baseBrier) })}
            definition={t('brierHow')}
          />
          <Stat label={t('ece')} value={format.percent(q.ece)} definition={t('eceHow')} />
          <Stat label={t('rate')} value={format.percent(q.rate)} definition={t('rateHow', { days: holdoutDays })} />
        </Stats>
        <ChartFrame
          title={t('calibration')}
          definition={t('calibrationHow')}
          xLabel={t('group')}
          kind="bar"
          height={220}
          points={q.bins.map((bin, n) => ({ x: String(n + 1), values: { predicted: bin.predicted, actual: bin.actual } }))}
          series={[
            { key: 'predicted', label: t('predicted') },
            { key: 'actual', label: t('actual') },
          ]}
          formatX={(x) => format.integer(Number(x))}
          formatValue={(n) => format.percent(n)}
          until={format.dateTime(fittedAt)}
        />
      </div>
    </Section>
  );
}
