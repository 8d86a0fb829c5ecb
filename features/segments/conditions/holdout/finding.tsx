'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** Where the person's place is beside the end of the holdout. */
export function HoldoutFinding({ finding }: FindingProps<'holdout'>) {
  const t = useTranslations('segments.why');
  const { number } = useFormat();
  return <p className={classes.finding}>{t('holdoutPlace', { percent: number(finding.place), holdout: number(finding.percent) })}</p>;
}
