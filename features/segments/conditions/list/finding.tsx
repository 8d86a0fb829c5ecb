'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** Since when on the list, and by what. */
export function ListFinding({ finding }: FindingProps<'list'>) {
  const t = useTranslations('segments.why.list');
  const format = useFormat();
  const text = finding.since && finding.origin ? t(finding.origin, { date: format.dateTime(finding.since) }) : t('off');
  return <p className={classes.finding}>{text}</p>;
}
