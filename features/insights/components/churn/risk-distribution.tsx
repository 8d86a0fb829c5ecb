'use client';

import { RangeSlider } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsArrayOf, parseAsInteger, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { PlainLink } from '@/components/charts/plain-link';
import { useFormat } from '@/components/use-format';
import { BINS, HIGH_RISK } from '../../constants';
import { riskFigure, sumOf } from '../../core/risk';
import type { RiskBin } from '../../data/reports/churn-risk';
import { useFigures } from '../dashboard/use-figures';
import classes from './churn.module.css';

type Props = { bins: RiskBin[]; asOf: string; days: number; maySave: boolean };

/** Twenty bins of risk, and a slider that says what a choice of them would reach. */
export function RiskDistribution({ bins, asOf, days, maySave }: Props) {
  const t = useTranslations('insights.churn');
  const format = useFormat();
  const { to } = useFigures();
  const [chosen, setChosen] = useQueryState('risk', parseAsArrayOf(parseAsInteger).withDefault([HIGH_RISK * 100, 100]));
  const [from = 0, until = 100] = chosen;
  const [moving, setMoving] = useState<[number, number]>();
  const [low, high] = moving ?? [clean(from), clean(until)];
  const all = sumOf(bins, 0, 1);
  const part = sumOf(bins, low / 100, high / 100);
  const share = (a: number, b: number) => format.percent(b > 0 ? a / b : null);
  const link = to(riskFigure(low / 100, high / 100));
  const name = (bin: number) => t('between', { low: format.percent(bin / BINS), high: format.percent((bin + 1) / BINS) });
  const binLink = (x: string) => to(riskFigure(Number(x) / BINS, (Number(x) + 1) / BINS));
  return (
    <div>
      <ChartFrame
        title={t('distribution', { days })}
        definition={t('distributionHow', { days })}
        xLabel={t('probability')}
        kind="stacked-bar"
        points={bins.map((bin, n) => {
          const inside = n / BINS >= low / 100 - 1e-9 && (n + 1) / BINS <= high / 100 + 1e-9;
          return { x: String(n), values: { chosen: inside ? bin.people : 0, others: inside ? 0 : bin.people } };
        })}
        series={[
          { key: 'chosen', label: t('chosen') },
          { key: 'others', label: t('others'), muted: true },
        ]}
        formatX={(x) => name(Number(x))}
        formatValue={(n) => format.integer(n)}
        until={format.dateTime(asOf)}
        open={{ href: (x) => binLink(x).href, go: (x) => binLink(x).go() }}
      />
      <div className={classes.slider}>
        <RangeSlider
          min={0}
          max={100}
          step={100 / BINS}
          minRange={100 / BINS}
          value={[low, high]}
          onChange={setMoving}
          onChangeEnd={(value) => {
            setMoving(undefined);
            void setChosen(value);
          }}
          label={(value) => format.percent(value / 100)}
          thumbFromLabel={t('sliderFrom')}
          thumbToLabel={t('sliderTo')}
        />
      </div>
      <dl className={classes.audience} aria-live="polite">
        <div>
          <dt>{t('audience')}</dt>
          <dd>{format.integer(part.people)}</dd>
        </div>
        <div>
          <dt>{t('expected')}</dt>
          <dd>{t('expectedOf', { n: format.integer(part.expected), share: share(part.expected, all.expected) })}</dd>
        </div>
        <div>
          <dt>{t('caught')}</dt>
          <dd>{t('caughtOf', { value: format.moneyRounded(part.atRisk), share: share(part.atRisk, all.atRisk) })}</dd>
        </div>
      </dl>
      <p className={classes.show}>
        <PlainLink {...link}>{maySave ? t('showAndSave') : t('show')}</PlainLink>
      </p>
    </div>
  );
}

const clean = (percent: number): number => {
  const step = 100 / BINS;
  return Math.min(100, Math.max(0, Math.round(percent / step) * step));
};
