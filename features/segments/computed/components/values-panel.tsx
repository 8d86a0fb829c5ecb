'use client';

import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import panel from '../../components/preview-panel.module.css';
import { valuesOf } from '../queries';
import type { Definition } from '../schema';
import { ValueList } from './value-list';

const DELAY_MS = 400;

/** What the definition in the making gives for ten people; an old answer is dimmed until the new one is there. */
export function ValuesPanel({ definition }: { definition: Definition | undefined }) {
  const t = useTranslations('computed.preview');
  const format = useFormat();
  const settled = useDebounced(definition, DELAY_MS);
  const values = useQuery(valuesOf(settled));
  const waiting = definition !== undefined && (settled !== definition || values.isFetching);
  const { data } = values;
  return (
    <aside className={panel.root} aria-label={t('title')}>
      <div className={panel.head}>
        <h2 className={panel.title}>{t('title')}</h2>
        {waiting && <Loader size={14} aria-label={t('computing')} />}
      </div>
      {values.isError && !waiting ? (
        <ErrorState error={values.error} title={t('failed')} onRetry={() => void values.refetch()} />
      ) : data ? (
        <div data-stale={waiting || definition === undefined || values.isPlaceholderData || undefined} className={panel.body}>
          {data.lines.length > 0 ? (
            <ValueList lines={data.lines} label={t('title')} mayOpen />
          ) : (
            <p className={panel.meta}>{t('nobody')}</p>
          )}
          <p className={panel.meta}>{t('asOf', { time: format.timeSeconds(data.asOf) })}</p>
        </div>
      ) : (
        <p className={panel.meta}>{waiting ? t('computing') : t('waiting')}</p>
      )}
    </aside>
  );
}
