'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** How many events counted, what they add up to, and the latest of them. */
export function EventFinding({ finding }: FindingProps<'event'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  return (
    <div className={classes.finding}>
      {t('counted', { count: finding.count })}
      {finding.sum !== 0 && ` · ${t('sum', { amount: format.number(finding.sum) })}`}
      {finding.events.length > 0 && (
        <ul className={classes.events} aria-label={t('events')}>
          {finding.events.map((event) => (
            <li key={event.id}>
              {format.dateTime(event.occurredAt)}
              {event.value !== null && ` · ${format.number(event.value)}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
