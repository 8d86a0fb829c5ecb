'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { WithheldReason } from '@/features/consent/types';
import { eligibilityQuery } from '../queries';

type Props = {
  ask: { segmentId: string; purpose: string; channel: string } /** What those who may be used are called here. */;
  label: string;
};

/** How many of a segment may be used for the purpose on the channel, and why the others may not. */
export function EligibilityFigures({ ask, label }: Props) {
  const t = useTranslations('destinations.export');
  const consent = useTranslations('consent.reasons');
  const format = useFormat();
  const { data, error, refetch } = useQuery(eligibilityQuery(ask));
  if (ask.segmentId === '' || ask.purpose === '' || ask.channel === '') return null;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={56} />;
  const reasons = Object.entries(data.reasons).map(([reason, n]) =>
    t('reason', { count: format.integer(n), reason: consent(reason as WithheldReason) }),
  );
  return (
    <div aria-live="polite">
      <Stats>
        <Stat label={t('total')} value={format.integer(data.total)} />
        <Stat label={label} value={format.integer(data.eligible)} />
        <Stat label={t('withheld')} value={format.integer(data.total - data.eligible)} note={reasons.join(' · ') || undefined} />
      </Stats>
    </div>
  );
}
