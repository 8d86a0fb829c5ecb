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
import { OtherCurrencies } from '../ltv/other-currencies';
import { ModelNotice } from '../model/model-notice';
import { ChurnRiskView } from './churn-risk-view';
import { RetentionTriangle } from './retention-triangle';
import { RfmGrid } from './rfm-grid';
import { RiskQuality } from './risk-quality';

type Props = {
  segments: { id: string; name: string }[];
  model: ModelView;
  may: { saveSegment: boolean; changeModel: boolean; seeSources: boolean };
};

/** Who is likely not to come back, who came back, and how customers lie by recency and frequency. */
export function ChurnDashboard({ segments, model, may }: Props) {
  const t = useTranslations('insights');
  const { filter, isFiltered, clear } = useDashboardFilter();
  const risk = useQuery(reportOf('risk', filter));
  const nothing = risk.data !== undefined && !risk.isPlaceholderData && risk.data.result.customers === 0;
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
          <div>
            <ModelNotice model={model} />
            <ChurnRiskView model={model} maySave={may.saveSegment} />
          </div>
          <Section title={t('retention.section')}>
            <RetentionTriangle />
          </Section>
          <Section title={t('rfm.section')}>
            <RfmGrid />
          </Section>
          {model.published?.card.backtest && <RiskQuality backtest={model.published.card.backtest} fittedAt={model.published.fittedAt} />}
        </div>
      )}
      <PeopleSheet maySave={may.saveSegment} />
    </>
  );
}
