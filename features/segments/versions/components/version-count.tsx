'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { versionCounts } from '../queries';
import classes from './versions.module.css';

/** How many the two rules fit now, and how many would enter and leave between them. */
export function VersionCount({ segmentId, before, after }: { segmentId: string; before: number; after: number }) {
  const t = useTranslations('segment-page.versions');
  const format = useFormat();
  const { data, isPending, isError } = useQuery(versionCounts(segmentId, before, after));
  if (isPending) return <Skeleton height={20} width="20rem" mt="sm" />;
  const counts = isError ? null : data.counts;
  if (!counts) return <p className={classes.quiet}>{t('notCounted')}</p>;
  const n = (value: number) => format.integer(value);
  return (
    <p className={classes.quiet} role="status">
      {t('counts', { before: n(counts.before), after: n(counts.after), entering: n(counts.entering), leaving: n(counts.leaving) })}
    </p>
  );
}
