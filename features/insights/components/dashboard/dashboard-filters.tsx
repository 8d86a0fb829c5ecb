'use client';

import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from './dashboard.module.css';
import { ranges, useDashboardFilter } from './use-dashboard-filter';

/** Segment and range of days, kept in the address. */
export function DashboardFilters({ segments }: { segments: { id: string; name: string }[] }) {
  const t = useTranslations('insights.filter');
  const { filter, setFilter } = useDashboardFilter();
  return (
    <search className={classes.filters} aria-label={t('label')}>
      <Select
        aria-label={t('segment')}
        placeholder={t('everyone')}
        className={classes.segment}
        clearable
        searchable
        data={segments.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.segment ?? null}
        onChange={(segment) => setFilter({ segment })}
        clearButtonProps={{ 'aria-label': t('clearSegment') }}
      />
      <SegmentedControl
        aria-label={t('range')}
        value={filter.range}
        onChange={(range) => setFilter({ range: range as (typeof ranges)[number] })}
        data={ranges.map((range) => ({ value: range, label: t(`ranges.${range}`) }))}
      />
      {filter.range === 'custom' && (
        <div className={classes.days}>
          <TextInput
            type="date"
            aria-label={t('from')}
            value={filter.from ?? ''}
            max={filter.to}
            onChange={(event) => setFilter({ from: event.currentTarget.value || null })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="date"
            aria-label={t('to')}
            value={filter.to ?? ''}
            min={filter.from}
            onChange={(event) => setFilter({ to: event.currentTarget.value || null })}
          />
        </div>
      )}
    </search>
  );
}
