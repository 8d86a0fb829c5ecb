'use client';

import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsNumberLiteral, useQueryState } from 'nuqs';
import { ChartFrame } from '@/components/charts/chart-frame';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { Overview, OverviewDays } from '../data/overview';
import { overviewOf } from '../queries';
import classes from './overview.module.css';
import { OverviewLists } from './overview-lists';

const ranges = [7, 30, 90, 365] as const;

type Props = { initial: Overview; initialDays: OverviewDays; maySeeSources: boolean };

/** The company at a glance: figures, events by day and source, the busiest events, the largest segments. */
export function OverviewFigures({ initial, initialDays, maySeeSources }: Props) {
  const t = useTranslations('overview');
  const format = useFormat();
  const [days, setDays] = useQueryState('days', parseAsNumberLiteral(ranges).withDefault(30));
  const query = useQuery({ ...overviewOf(days), ...(days === initialDays ? { initialData: initial } : {}) });
  const data = query.data ?? initial;
  const change = ({ now, before }: { now: number; before: number }) =>
    before > 0 ? t('change', { change: format.signedPercent(now / before - 1) }) : t('noBefore');
  const series = [
    ...data.sources.map((source) => ({ key: source.id, label: source.name })),
    ...(data.days.some((d) => d.bySource.other !== undefined) ? [{ key: 'other', label: t('otherSources'), muted: true }] : []),
  ];
  return (
    <div className={classes.root} data-stale={query.isPlaceholderData || undefined}>
      <Stats>
        <Stat
          label={t('profiles')}
          value={data.profiles.about ? t('about', { n: format.compact(data.profiles.n) }) : format.integer(data.profiles.n)}
          href="/profiles"
        />
        <Stat
          label={t('events', { days })}
          value={format.integer(data.events.now)}
          note={change(data.events)}
          {...(maySeeSources ? { href: '/sources' } : {})}
        />
        {data.orders && (
          <Stat
            label={t('orders', { days })}
            value={format.integer(data.orders.now)}
            note={t('ordersNote', { value: format.moneyRounded(data.orders.value), change: change(data.orders) })}
          />
        )}
        <Stat
          label={t('segments')}
          value={format.integer(data.segments.live)}
          note={
            data.segments.still > 0
              ? t('segmentsStill', { count: data.segments.still })
              : data.segments.building > 0
                ? t('segmentsBuilding', { count: data.segments.building })
                : t('segmentsLive')
          }
          href="/segments"
        />
      </Stats>
      <div className={classes.chart}>
        <ChartFrame
          title={t('chart')}
          xLabel={t('day')}
          kind="stacked-bar"
          points={fill(data, days)}
          series={series}
          formatX={(day) => format.day(`${day}T12:00:00Z`)}
          formatValue={(n) => format.integer(n)}
          formatTick={(n) => format.compact(n)}
          until={format.timeSeconds(data.asOf)}
          controls={
            <SegmentedControl
              aria-label={t('range')}
              value={String(days)}
              onChange={(value) => void setDays(Number(value) as OverviewDays)}
              data={ranges.map((range) => ({ value: String(range), label: t('rangeDays', { days: range }) }))}
            />
          }
        />
      </div>
      <OverviewLists overview={data} days={days} />
    </div>
  );
}

/** Every day of the range, so that a day without events is seen as such. */
function fill(data: Overview, days: number) {
  if (data.days.length === 0) return [];
  const known = new Map(data.days.map((d) => [d.day, d.bySource]));
  const end = Date.parse(`${data.asOf.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: days }, (_, i) => {
    const day = new Date(end - (days - 1 - i) * 86_400_000).toISOString().slice(0, 10);
    return { x: day, values: known.get(day) ?? {} };
  });
}
