'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** The person's value, where it stands, and the stamp of the cut points that decided. */
export function RankFinding({ finding }: FindingProps<'rank'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  const { found, percentile, low, high, stamp } = finding;
  const shown = typeof found === 'number' ? format.number(found) : found;
  return (
    <div className={classes.finding}>
      {t('value')}: {shown === null ? t('noValue') : <bdi className={classes.value}>{String(shown)}</bdi>}
      {percentile !== null && ` · ${t('rank.place', { percent: format.number(percentile) })}`}
      {low !== null && ` · ${t('rank.low', { value: format.number(low) })}`}
      {high !== null && ` · ${t('rank.high', { value: format.number(high) })}`}
      <br />
      {stamp
        ? t('rank.stamp', { version: stamp.version, time: format.dateTime(stamp.at), people: format.integer(stamp.people) })
        : t('rank.noCuts')}
      {stamp?.few && ` ${t('rank.few')}`}
    </div>
  );
}
