'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import { eligibilityQuery } from '../queries';
import type { Eligibility as Figures, WithheldReason } from '../types';

type Props = {
  /** Nothing is shown while any of them is empty. */
  ask: { segmentId: string; purpose: string; channel: string };
  /** What those who may be used are called here; "Eligible" when left out. */
  label?: string;
};

/** How many of a segment may be used for the purpose on the channel, and why the others may not: for wherever an audience is shown. */
export function Eligibility({ ask, label }: Props) {
  const { data, error, refetch } = useQuery(eligibilityQuery(ask));
  if (ask.segmentId === '' || ask.purpose === '' || ask.channel === '') return null;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={56} />;
  return <EligibilityFigures figures={data} label={label} />;
}

/** The figures themselves, for those who have them already: `total = eligible + Σ reasons`. */
export function EligibilityFigures({ figures, label }: { figures: Figures; label?: string | undefined }) {
  const t = useTranslations('consent.eligibility');
  const consent = useTranslations('consent.reasons');
  const format = useFormat();
  const reasons = Object.entries(figures.reasons)
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, n]) => t('reason', { count: format.integer(n), reason: consent(reason as WithheldReason) }));
  return (
    <div aria-live="polite">
      <Stats>
        <Stat label={t('total')} value={format.integer(figures.total)} />
        <Stat label={label ?? t('eligible')} value={format.integer(figures.eligible)} />
        <Stat label={t('withheld')} value={format.integer(figures.total - figures.eligible)} note={reasons.join(' · ') || undefined} />
      </Stats>
    </div>
  );
}
