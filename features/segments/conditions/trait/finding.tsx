'use client';

import { useTranslations } from 'next-intl';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** The value that was found, that of the trait it was compared with, and whose days counted. */
export function TraitFinding({ finding }: FindingProps<'trait'>) {
  const t = useTranslations('segments.why');
  return (
    <p className={classes.finding}>
      {t('value')}: <Found value={finding.found} />
      {finding.other !== undefined && (
        <>
          {' · '}
          {t('otherValue')}: <Found value={finding.other} />
        </>
      )}
      {finding.zone && (
        <>
          {' · '}
          {t('zone')}: <bdi className={classes.value}>{finding.zone}</bdi>
        </>
      )}
    </p>
  );
}

function Found({ value }: { value: unknown }) {
  const t = useTranslations('segments.why');
  if (value === null || value === undefined) return t('noValue');
  return <bdi className={classes.value}>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>;
}
