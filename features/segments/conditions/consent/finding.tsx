'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** The state of consent, since when and until when. */
export function ConsentFinding({ finding }: FindingProps<'consent'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  return (
    <p className={classes.finding}>
      {finding.state ? t(`consent.${finding.state}`) : t('consent.none')}
      {finding.since && ` · ${t('consentSince', { date: format.date(finding.since) })}`}
      {finding.expiresAt && ` · ${t('consentUntil', { date: format.date(finding.expiresAt) })}`}
    </p>
  );
}
