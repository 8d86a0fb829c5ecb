'use client';

import { Button, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import { AppError } from '@/lib/errors';
import type { Words } from '../conditions/words';
import type { Suggestions } from '../data/suggestions';
import { estimateQuery, PREVIEW_DELAY_MS, previewOf, type Reach } from '../queries';
import type { RuleNode } from '../schema';
import { isCost } from './cost-notice';
import { Counting } from './preview/counting';
import { Estimated, Matching } from './preview/matching';
import { ReachChoice } from './preview/reach-choice';
import classes from './preview-panel.module.css';

const FunnelPanel = dynamic(() => import('./preview/funnel-panel').then((m) => m.FunnelPanel), { ssr: false });
const ComparePanel = dynamic(() => import('./preview/compare-panel').then((m) => m.ComparePanel), { ssr: false });

type Props = {
  rule: RuleNode | undefined;
  words: Words;
  names: Pick<Suggestions, 'purposes' | 'channels'>;
  /** The saved segment and its rule, when one is being changed. */
  saved?: { id: string; rule: RuleNode | undefined } | undefined;
};

/** Whom the rule in the making fits: an estimate at once, then the exact count and a sample; and what a change would do. */
export function PreviewPanel({ rule, words, names, saved }: Props) {
  const t = useTranslations('segments.preview');
  const client = useQueryClient();
  const [reach, setReach] = useState<Reach>();
  const [funnel, setFunnel] = useState(false);
  const settled = useDebounced(rule, PREVIEW_DELAY_MS);
  const exact = previewOf(settled, reach);
  const preview = useQuery(exact);
  const first = useQuery(estimateQuery(settled));
  const waiting = rule !== undefined && (settled !== rule || preview.isFetching);
  const stale = waiting || rule === undefined || preview.isPlaceholderData;
  const current = !preview.isPlaceholderData && settled === rule ? preview.data : undefined;
  const estimate = settled === rule && !current ? first.data?.estimate : undefined;
  // What it would cost is said under the rule.
  const costly = preview.error instanceof AppError && isCost(preview.error);
  const stopped = rule !== undefined && settled === rule && !waiting && !current && !preview.isError;
  const changed = saved?.rule !== undefined && settled !== undefined && JSON.stringify(settled) !== JSON.stringify(saved.rule);
  const hasSteps = settled !== undefined && (('all' in settled && settled.all.length > 1) || ('any' in settled && settled.any.length > 1));

  return (
    <aside className={classes.root} aria-label={t('title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('title')}</h2>
        {waiting && <Loader size={14} aria-label={t('counting')} />}
      </div>
      {preview.isError && !waiting && !costly && (
        <ErrorState error={preview.error} title={t('failed')} onRetry={() => void preview.refetch()} />
      )}
      {estimate ? (
        <>
          <Estimated estimate={estimate} />
          {costly && <p className={classes.meta}>{t('tooCostly')}</p>}
        </>
      ) : preview.isError && !waiting ? null : preview.data ? (
        <Matching data={preview.data} stale={stale} bound={reach !== undefined} />
      ) : (
        <p className={classes.meta}>{waiting ? t('counting') : t('waiting')}</p>
      )}
      {preview.isFetching && <Counting key={JSON.stringify(exact.queryKey)} onStop={() => void client.cancelQueries(exact)} />}
      {stopped && (
        <p className={classes.meta}>
          {t('stopped')}{' '}
          <Button variant="default" size="compact-xs" onClick={() => void preview.refetch()}>
            {t('countExactly')}
          </Button>
        </p>
      )}
      {changed && current && saved && <ComparePanel segmentId={saved.id} rule={settled} />}
      {hasSteps && (
        <section className={classes.section} aria-label={t('funnel.title')}>
          {funnel ? (
            <>
              <h3 className={classes.sampleTitle}>{t('funnel.title')}</h3>
              <FunnelPanel rule={settled} words={words} />
            </>
          ) : (
            <Button variant="default" size="compact-sm" onClick={() => setFunnel(true)}>
              {t('funnel.show')}
            </Button>
          )}
        </section>
      )}
      <ReachChoice value={reach} onChange={setReach} names={names} />
    </aside>
  );
}
