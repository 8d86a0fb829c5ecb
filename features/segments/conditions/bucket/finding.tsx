'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** Where the person's place is, in percent. */
export function BucketFinding({ finding }: FindingProps<'bucket'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  return <p className={classes.finding}>{t('place', { percent: format.number(finding.place) })}</p>;
}
