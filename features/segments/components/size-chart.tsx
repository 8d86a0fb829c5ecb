'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsNumberLiteral, useQueryState } from 'nuqs';
import { ChartFrame } from '@/components/charts/chart-frame';
import { ErrorState } from '@/components/error-state';
import { useFormat } from '@/components/use-format';
import { sizeHistoryOf } from '../queries';
import classes from './segment-view.module.css';
import { historyRanges, isHourly } from './size-ranges';

/** How the segment grew: its size, and how many entered and left; a bar of those leads to why. */
export function SizeChart({ segmentId, onPoint }: { segmentId: string; onPoint: (at: string) => void }) {
  const t = useTranslations('segments.history');
  const format = useFormat();
  const [days, setDays] = useQueryState('days', parseAsNumberLiteral(historyRanges).withDefault(30));
  const history = useQuery(sizeHistoryOf(segmentId, days));
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  if (history.isPending) return <Skeleton height={480} />;
  const points = history.data.data;
  const hourly = isHourly(days);
  const formatX = (at: string) => (hourly ? `${format.day(at)} ${format.time(at)}` : format.day(at));
  const controls = (
    <SegmentedControl
      aria-label={t('range')}
      value={String(days)}
      onChange={(value) => void setDays(Number(value) as (typeof historyRanges)[number])}
      data={historyRanges.map((range) => ({ value: String(range), label: t('rangeDays', { days: range }) }))}
    />
  );
  const common = {
    xLabel: t('hour'),
    formatX,
    formatValue: (n: number) => format.integer(n),
    formatTick: (n: number) => format.compact(n),
  };
  return (
    <div className={classes.charts}>
      <ChartFrame
        {...common}
        title={t('title')}
        kind="area"
        controls={controls}
        points={points.map((p) => ({ x: p.at, values: { size: p.size } }))}
        series={[{ key: 'size', label: t('size') }]}
      />
      <ChartFrame
        {...common}
        title={t('flow')}
        kind="bar"
        height={180}
        open={{ href: (at) => `?${new URLSearchParams({ tab: 'overview', days: String(days), at })}`, go: onPoint }}
        points={points.map((p) => ({ x: p.at, values: { entered: p.entered, left: p.left } }))}
        series={[
          { key: 'entered', label: t('entered') },
          { key: 'left', label: t('left') },
        ]}
      />
      <p className={classes.note}>{t('empty')}</p>
    </div>
  );
}
