'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { FoundEvents } from '../event/found-events';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** The evidence: the share, from how many events, the share of each value, and the latest events. */
export function InterestFinding({ finding }: FindingProps<'interest'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  return (
    <div className={classes.finding}>
      {t('interest.share', { share: finding.share === null ? '–' : format.percent(finding.share), count: finding.events })}
      {finding.values.length > 0 && (
        <ul className={classes.events} aria-label={t('interest.values')}>
          {finding.values.map((one) => (
            <li key={String(one.value)}>
              <bdi className={classes.value}>{String(one.value)}</bdi>: {format.percent(one.share)} ·{' '}
              {t('interest.events', { count: one.events })}
            </li>
          ))}
        </ul>
      )}
      <FoundEvents profileId={finding.profileId} events={finding.latest} />
    </div>
  );
}
