'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { FoundEvents } from '../event/found-events';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** How many events each window of the pattern held, and the first and the last of all. */
export function ActivityFinding({ finding: { profileId, parts, first, last } }: FindingProps<'activity'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  const ends = [...(last ? [last] : []), ...(first && first.id !== last?.id ? [first] : [])];
  return (
    <div className={classes.finding}>
      <ul className={classes.events} aria-label={t('activityParts')}>
        {parts.map(({ role, from, to, count, performed }) => (
          <li key={`${role} ${from} ${to}`}>
            {t(performed ? 'wanted' : 'unwanted')}:{' '}
            {from ? t('inWindow', { from: format.dateTime(from), to: format.dateTime(to) }) : t('upTo', { to: format.dateTime(to) })}
            {` · ${t('counted', { count })}`}
          </li>
        ))}
      </ul>
      <FoundEvents profileId={profileId} events={ends} />
    </div>
  );
}
