'use client';

import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { comparisonQuery } from '../../queries';
import type { RuleNode } from '../../schema';
import classes from '../preview-panel.module.css';
import { PeopleList } from './people-list';

/** Who would enter and who would leave if this rule were saved. */
export function ComparePanel({ segmentId, rule }: { segmentId: string; rule: RuleNode }) {
  const t = useTranslations('segments.preview');
  const { data, isFetching, isError, error, isPlaceholderData, refetch } = useQuery(comparisonQuery(segmentId, rule));
  if (isError) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />;
  return (
    <section className={classes.section} aria-label={t('compare.title')}>
      <h3 className={classes.sampleTitle}>
        {t('compare.title')} {isFetching && <Loader size={12} aria-label={t('counting')} />}
      </h3>
      {data && !data.known && <p className={classes.meta}>{t('compare.slow')}</p>}
      {data?.known && (
        <div data-stale={isPlaceholderData || undefined} className={classes.body} aria-live="polite">
          {data.enters.count === 0 && data.leaves.count === 0 ? (
            <p className={classes.meta}>{t('compare.same')}</p>
          ) : (
            <>
              {(['enters', 'leaves'] as const).map((side) => (
                <details key={side} className={classes.side}>
                  <summary>{t(`compare.${side}`, { count: data[side].count })}</summary>
                  <PeopleList people={data[side].sample} />
                </details>
              ))}
              <p className={classes.meta}>{t('compare.stays', { count: data.stays })}</p>
            </>
          )}
        </div>
      )}
    </section>
  );
}
