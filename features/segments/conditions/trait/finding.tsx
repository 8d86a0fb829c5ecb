'use client';

import { useTranslations } from 'next-intl';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** The value that was found. */
export function TraitFinding({ finding }: FindingProps<'trait'>) {
  const t = useTranslations('segments.why');
  const { found } = finding;
  return (
    <p className={classes.finding}>
      {t('value')}: {found === null || found === undefined ? t('noValue') : <bdi className={classes.value}>{textOf(found)}</bdi>}
    </p>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
