'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import { audienceQuery } from '../queries';
import type { Audience } from '../types';
import classes from './emails.module.css';
import { useReasonList } from './use-mail-reason';

type Ask = { segmentId: string; purpose: string; channel: string; measurePurpose?: string };

/** Who would get a campaign now, who would not, and why. */
export function AudiencePanel({ ask }: { ask: Ask }) {
  const t = useTranslations('emails.audience');
  const { data, error, refetch } = useQuery(audienceQuery(ask));
  const chosen = ask.segmentId !== '' && ask.purpose !== '' && ask.channel !== '';
  return (
    <section className={classes.audience} aria-label={t('title')}>
      <h2 className={classes.heading}>{t('title')}</h2>
      {!chosen && <p className={classes.quiet}>{t('choose')}</p>}
      {chosen && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {chosen && !error && !data && <Skeleton height={56} />}
      {chosen && data && <AudienceFigures audience={data} />}
      {chosen && <p className={classes.quiet}>{t('text')}</p>}
    </section>
  );
}

/** The figures of an audience; they add up. */
export function AudienceFigures({ audience }: { audience: Audience }) {
  const t = useTranslations('emails.audience');
  const format = useFormat();
  const reasonList = useReasonList(format.integer);
  return (
    <div aria-live="polite">
      <Stats>
        <Stat label={t('total')} value={format.integer(audience.total)} />
        <Stat label={t('eligible')} value={format.integer(audience.eligible)} />
        <Stat
          label={t('withheld')}
          value={format.integer(audience.total - audience.eligible)}
          note={reasonList(audience.reasons) || undefined}
        />
        {audience.measurable !== undefined && (
          <Stat label={t('measurable')} value={format.integer(audience.measurable)} note={t('measurableNote')} />
        )}
      </Stats>
    </div>
  );
}
