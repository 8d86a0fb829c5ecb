'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import type { Backtest } from '@/features/traits/schema';
import { noon } from '../../core/period';
import type { ModelView } from '../../data/model-view';
import classes from '../dashboard/dashboard.module.css';
import { ModelFacts } from './model-facts';
import { ModelRivals } from './model-rivals';
import { ModelTests, PublishedTests } from './model-tests';

/** What the model says of itself: how it stood the test, beside its naive rival, and what it rests on. */
export function ModelCardView({ model }: { model: ModelView }) {
  const t = useTranslations('insights.model');
  const record = model.published ?? model.latest;
  if (!record) return null;
  const { backtest } = record.card;
  return (
    <Section title={t('title')} description={t('intro')}>
      <div className={classes.parts}>
        {backtest && <Weekly backtest={backtest} />}
        {backtest && <ModelRivals backtest={backtest} />}
        {backtest && <ModelTests windows={backtest.windows} />}
        <PublishedTests published={record.card.published} />
        <ModelFacts record={record} />
      </div>
    </Section>
  );
}

function Weekly({ backtest }: { backtest: Backtest }) {
  const t = useTranslations('insights.model');
  const format = useFormat();
  const seen = backtest.weekly.findLast((week) => week.calibration);
  const ends = new Map(backtest.weekly.map((week) => [String(week.week), week.end]));
  return (
    <ChartFrame
      title={t('weekly')}
      definition={t('weeklyHow', { days: backtest.holdoutDays, day: format.date(noon(backtest.calibrationEnd)) })}
      xLabel={t('weekEnd')}
      kind="line"
      height={280}
      points={backtest.weekly.map((week) => ({ x: String(week.week), values: { actual: week.actual, predicted: week.predicted } }))}
      series={[
        { key: 'actual', label: t('actual') },
        { key: 'predicted', label: t('predicted') },
      ]}
      formatX={(week) => format.day(noon(ends.get(week)))}
      formatValue={(n) => format.integer(n)}
      formatTick={(n) => format.compact(n)}
      {...(seen ? { mark: { x: String(seen.week), label: t('calibrationEnd') } } : {})}
      until={format.date(noon(backtest.weekly.at(-1)?.end))}
    />
  );
}
