'use client';

import { SegmentedControl } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { ChartFrame } from '@/components/charts/chart-frame';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { LinkButton } from '@/components/link-button';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { Source } from '../data/read-source';
import type { SourceStats, StatsRange } from '../data/source-stats';
import { sourceStatsQuery } from '../queries';
import classes from './sources.module.css';

const ranges = ['24h', '30d'] as const satisfies StatsRange[];
const outcomes = ['stored', 'duplicate', 'rejected', 'suppressed'] as const;

/** What became of a source's events, by hour or day. */
export function SourceOverview({ source, initial, range: first }: { source: Source; initial: SourceStats; range: StatsRange }) {
  const t = useTranslations('sources.overview');
  const format = useFormat();
  const [range, setRange] = useQueryState('range', parseAsStringLiteral(ranges).withDefault('24h'));
  const stats = useQuery(sourceStatsQuery(source.id, range, range === first ? initial : undefined));
  if (stats.error) return <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />;
  const data = stats.data;
  if (data && data.lastHour === null && data.totals.received === 0) return <NothingYet source={source} />;
  const value = (key: keyof SourceStats['totals']) => format.integer(data?.totals[key]);
  const series = outcomes.filter((key) => key === 'stored' || (data?.totals[key] ?? 0) > 0).map((key) => ({ key, label: t(key) }));
  return (
    <>
      <Stats>
        <Stat
          label={t('received')}
          value={value('received')}
          note={data?.lastHour ? t('last', { time: format.dateTime(data.lastHour) }) : undefined}
        />
        <Stat label={t('stored')} value={value('stored')} />
        <Stat label={t('duplicate')} value={value('duplicate')} />
        <Stat label={t('rejected')} value={value('rejected')} href={`/sources/${source.id}?tab=rejects`} />
        <Stat label={t('suppressed')} value={value('suppressed')} />
      </Stats>
      <div className={classes.chart}>
        <ChartFrame
          kind="stacked-bar"
          title={t('chart')}
          xLabel={t('time')}
          points={data?.points.map(({ at, ...values }) => ({ x: at, values })) ?? []}
          series={series}
          formatX={(x) => (range === '24h' ? format.time(x) : format.day(x))}
          formatValue={format.integer}
          formatTick={format.compact}
          controls={
            <SegmentedControl
              size="xs"
              aria-label={t('range')}
              value={range}
              onChange={(next) => void setRange(next === '30d' ? '30d' : '24h')}
              data={[
                { value: '24h', label: t('hours') },
                { value: '30d', label: t('days') },
              ]}
            />
          }
        />
      </div>
    </>
  );
}

function NothingYet({ source }: { source: Source }) {
  const t = useTranslations('sources.overview');
  const { text, to, label } = firstStep(source);
  return (
    <EmptyState
      kind="first"
      title={t('waiting')}
      icon={<IconPlugConnected size={32} stroke={1.5} />}
      action={<LinkButton href={to}>{t(label)}</LinkButton>}
    >
      {t(text)}
    </EmptyState>
  );
}

function firstStep({ kind, id }: Source) {
  if (kind === 'sdk') return { text: 'waitingText', to: `/sources/${id}?tab=setup`, label: 'toSetup' } as const;
  if (kind === 'file') return { text: 'fileText', to: '/imports/new', label: 'toImport' } as const;
  return { text: kind === 'webhook' ? 'hookText' : 'pulledText', to: `/sources/${id}?tab=connection`, label: 'toConnection' } as const;
}
