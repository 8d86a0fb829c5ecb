'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { useFormat } from '@/components/use-format';
import panel from '../../components/preview-panel.module.css';
import type { Distribution } from '../types';

/** How the values lie: numbers in bins, others by how many have them. */
export function DistributionView({ distribution }: { distribution: Distribution }) {
  const t = useTranslations('computed.distribution');
  const format = useFormat();
  if (distribution.kind === 'hidden') return <p className={panel.meta}>{t('hidden')}</p>;
  if (distribution.asked === 0) return <p className={panel.meta}>{t('empty')}</p>;
  const common = {
    kind: 'bar' as const,
    series: [{ key: 'people', label: t('people') }],
    formatValue: (n: number) => format.integer(n),
    formatTick: (n: number) => format.compact(n),
    height: 200,
  };
  if (distribution.kind === 'values')
    return (
      <>
        <ChartFrame
          {...common}
          title={t('values')}
          xLabel={t('value')}
          formatX={(x) => x}
          points={distribution.values.map(({ value, people }) => ({ x: value, values: { people } }))}
        />
        {distribution.more > 0 && <p className={panel.meta}>{t('more', { count: distribution.more })}</p>}
      </>
    );
  const { bins, median, average } = distribution;
  const wholes = bins.every(({ from, to }) => Number.isInteger(from) && to - from === 1);
  const to = new Map(bins.map((bin) => [String(bin.from), bin.to]));
  return (
    <>
      <ChartFrame
        {...common}
        title={t('values')}
        xLabel={t('value')}
        formatX={(x) => (wholes ? format.number(Number(x)) : `${format.number(Number(x))} – ${format.number(to.get(x) ?? Number(x))}`)}
        points={bins.map((bin) => ({ x: String(bin.from), values: { people: bin.people } }))}
      />
      <p className={panel.meta}>{t('middle', { median: format.number(median), average: format.number(average) })}</p>
    </>
  );
}
