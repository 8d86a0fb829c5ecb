'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryStates } from 'nuqs';
import { ChartFrame } from '@/components/charts/chart-frame';
import { useFormat } from '@/components/use-format';
import { figureRanges } from '../core/page-address';
import type { DayFigure } from '../data/figures';
import type { Names } from '../loaders';
import classes from './consent.module.css';

type Props = {
  days: DayFigure[];
  asked: { days: number; purpose: string | null; channel: string | null };
  purposes: Names;
  channels: Names;
  at: string;
};

/** What people said day by day, of everything or of one purpose or channel. The choice is in the address. */
export function ConsentTrend({ days, asked, purposes, channels, at }: Props) {
  const t = useTranslations('consent.trend');
  const format = useFormat();
  const [, setAsked] = useQueryStates({ days: parseAsString, purpose: parseAsString, channel: parseAsString }, { shallow: false });
  const options = (list: Names) => list.map(({ key, name }) => ({ value: key, label: name }));
  return (
    <>
      <div className={classes.filters}>
        <Select
          size="xs"
          label={t('purpose')}
          placeholder={t('every')}
          clearable
          value={asked.purpose}
          onChange={(purpose) => void setAsked({ purpose })}
          data={options(purposes)}
        />
        <Select
          size="xs"
          label={t('channel')}
          placeholder={t('every')}
          clearable
          value={asked.channel}
          onChange={(channel) => void setAsked({ channel })}
          data={options(channels)}
        />
      </div>
      <ChartFrame
        title={t('title')}
        definition={t('definition')}
        kind="bar"
        xLabel={t('day')}
        until={format.dateTime(at)}
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t('range')}
            value={String(asked.days)}
            onChange={(value) => void setAsked({ days: value })}
            data={figureRanges.map((range) => ({ value: String(range), label: t('rangeDays', { days: range }) }))}
          />
        }
        formatX={(day) => format.day(day)}
        formatValue={(n) => format.integer(n)}
        formatTick={(n) => format.compact(n)}
        points={days.map(({ day, granted, refused }) => ({ x: `${day}T12:00:00Z`, values: { granted, refused } }))}
        series={[
          { key: 'granted', label: t('granted') },
          { key: 'refused', label: t('refused') },
        ]}
      />
    </>
  );
}
