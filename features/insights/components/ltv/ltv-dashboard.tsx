'use client';

import { IconChartHistogram } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import type { ModelView } from '../../data/model-view';
import { reportOf } from '../../queries';
import classes from '../dashboard/dashboard.module.css';
import { DashboardFilters } from '../dashboard/dashboard-filters';
import { ClearFilters, NoOrdersYet } from '../dashboard/no-orders';
import { PeopleSheet } from '../dashboard/people-sheet';
import { useDashboardFilter } from '../dashboard/use-dashboard-filter';
import { ModelCardView } from '../model/model-card-view';
import { ModelNotice } from '../model/model-notice';
import { CohortValues } from './cohort-values';
import { LtvTiles } from './ltv-tiles';
import { OtherCurrencies } from './other-currencies';
import { PredictedValueCharts } from './predicted-value-charts';
import { RevenueChart } from './revenue-chart';
import { SourceValues } from './source-values';

type Props = {
  segments: { id: string; name: string }[];
  model: ModelView;
  may: { saveSegment: boolean; changeModel: boolean; seeSources: boolean };
};

/** What customers are worth: so far, by cohort and source, and in the next twelve months. */
export function LtvDashboard({ segments, model, may }: Props) {
  const t = useTranslations('insights');
  const { filter, isFiltered, clear } = useDashboardFilter();
  const tiles = useQuery(reportOf('tiles', filter));
  const nothing = tiles.data !== undefined && !tiles.isPlaceholderData && tiles.data.result.traded === 0;
  return (
    <>
      {(!nothing || isFiltered) && <DashboardFilters segments={segments} />}
      <OtherCurrencies />
      {nothing && !isFiltered ? (
        <NoOrdersYet maySeeSources={may.seeSources} />
      ) : nothing ? (
        <EmptyState
          kind="filtered"
          icon={<IconChartHistogram size={32} />}
          title={t('filtered.title')}
          action={<ClearFilters onClear={clear} />}
        >
          {t('filtered.text')}
        </EmptyState>
      ) : (
        <div className={classes.parts}>
          <LtvTiles model={model} />
          <RevenueChart />
          <Section title={t('cohorts.title')}>
            <CohortValues />
          </Section>
          <Section title={t('sources.title')}>
            <SourceValues />
          </Section>
          <Section title={t('predicted.title')}>
            <ModelNotice model={model} />
            <PredictedValueCharts published={model.published !== null} />
          </Section>
          {(model.published ?? model.latest) && <ModelCardView model={model} />}
        </div>
      )}
      <PeopleSheet maySave={may.saveSegment} />
    </>
  );
}
