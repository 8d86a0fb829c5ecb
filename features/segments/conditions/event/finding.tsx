'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';
import { FoundEvents } from './found-events';

/** How many events counted in which window, what was measured of them, and the latest of them. */
export function EventFinding({ finding }: FindingProps<'event'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  const { measured, from, to } = finding;
  const window = from ? t('inWindow', { from: format.dateTime(from), to: format.dateTime(to) }) : t('upTo', { to: format.dateTime(to) });
  return (
    <div className={classes.finding}>
      {finding.beginless ? (
        t('beginless')
      ) : (
        <>
          {t('counted', { count: finding.count })}
          {measured !== null && (
            <>
              {` · ${t('measured')}: `}
              <bdi className={classes.value}>{typeof measured === 'number' ? format.number(measured) : String(measured)}</bdi>
            </>
          )}
          {finding.sum !== 0 && ` · ${t('sum', { amount: format.number(finding.sum) })}`}
          {` · ${window}`}
        </>
      )}
      <FoundEvents profileId={finding.profileId} events={finding.events} />
    </div>
  );
}
