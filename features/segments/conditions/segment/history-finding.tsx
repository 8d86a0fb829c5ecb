'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** When the person entered and left, and since when it is known. */
export function HistoryFinding({ finding }: FindingProps<'history'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  return (
    <div className={classes.finding}>
      {finding.changes.length === 0 ? t('history.none') : t('history.changes')}
      {finding.began ? ` · ${t('history.began', { date: format.dateTime(finding.began) })}` : ` · ${t('history.empty')}`}
      {finding.changes.length > 0 && (
        <ul className={classes.events} aria-label={t('history.changes')}>
          {finding.changes.map(({ change, at }) => (
            <li key={`${at} ${change}`}>{t(`history.${change}`, { date: format.dateTime(at) })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
