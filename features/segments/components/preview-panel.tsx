'use client';

import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import { previewOf } from '../queries';
import type { RuleNode } from '../schema';
import { personName } from './person-name';
import classes from './preview-panel.module.css';

const DELAY_MS = 400;

/** Exact count and a sample for the rule in the making; an old answer is dimmed until the new one is there. */
export function PreviewPanel({ rule }: { rule: RuleNode | undefined }) {
  const t = useTranslations('segments.preview');
  const format = useFormat();
  const settled = useDebounced(rule, DELAY_MS);
  const preview = useQuery(previewOf(settled));
  const waiting = rule !== undefined && (settled !== rule || preview.isFetching);
  const data = preview.data;
  const stale = waiting || rule === undefined || preview.isPlaceholderData;

  return (
    <aside className={classes.root} aria-label={t('title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('title')}</h2>
        {waiting && <Loader size={14} aria-label={t('counting')} />}
      </div>
      {preview.isError && !waiting ? (
        <ErrorState error={preview.error} title={t('failed')} onRetry={() => void preview.refetch()} />
      ) : data ? (
        <div data-stale={stale || undefined} className={classes.body}>
          <p aria-live="polite" className={classes.count}>
            <strong>{format.integer(data.count)}</strong> {t('count', { count: data.count })}
          </p>
          <p className={classes.meta}>
            {data.total > 0 && t('ofAll', { percent: format.percent(data.count / data.total), total: format.integer(data.total) })}
            {' · '}
            {t('asOf', { time: format.timeSeconds(data.asOf) })}
          </p>
          {!data.exact && <p className={classes.meta}>{t('estimate')}</p>}
          {data.sample.length > 0 ? (
            <>
              <h3 className={classes.sampleTitle}>{t('sample')}</h3>
              <ul className={classes.sample}>
                {data.sample.map((profile) => {
                  const { label, detail } = personName(profile);
                  return (
                    <li key={profile.id}>
                      <Link href={`/profiles/${profile.id}`} target="_blank" className={classes.person}>
                        <span className={classes.name}>{label}</span>
                        {detail && <span className={classes.detail}>{detail}</span>}
                      </Link>
                    </li>
                  );
                })}
              </ul>
            </>
          ) : (
            <p className={classes.meta}>{t('nobody')}</p>
          )}
        </div>
      ) : (
        <p className={classes.meta}>{waiting ? t('counting') : t('waiting')}</p>
      )}
    </aside>
  );
}
