'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Section } from '@/components/page-body';
import { Sparkline } from '@/components/sparkline';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import type { Overview } from '../data/overview';
import classes from './overview.module.css';

/** The busiest events and the largest segments, side by side. */
export function OverviewLists({ overview, days }: { overview: Overview; days: number }) {
  const t = useTranslations('overview');
  const format = useFormat();
  const label = useEventLabel();
  const most = overview.topEvents[0]?.n ?? 1;
  return (
    <div className={classes.lists}>
      <div>
        <Section title={t('topEvents')}>
          {overview.topEvents.length === 0 ? (
            <p className={classes.none}>{t('noEvents', { days })}</p>
          ) : (
            <ul className={classes.list}>
              {overview.topEvents.map((event) => (
                <li key={event.name} className={classes.row}>
                  <span className={classes.name} title={event.name}>
                    {label(event.name)}
                  </span>
                  <span className={classes.bar} aria-hidden>
                    <span style={{ inlineSize: `${Math.max(1, (event.n / most) * 100)}%` }} />
                  </span>
                  <span className={classes.number}>{format.integer(event.n)}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
      <div>
        <Section title={t('topSegments')}>
          {overview.topSegments.length === 0 ? (
            <p className={classes.none}>{t('noSegments')}</p>
          ) : (
            <ul className={classes.list}>
              {overview.topSegments.map((segment) => (
                <li key={segment.id} className={classes.row}>
                  <Link href={`/segments/${segment.id}`} className={classes.link} title={segment.name}>
                    {segment.name}
                  </Link>
                  <span className={classes.spark}>
                    <Sparkline values={segment.trend} />
                  </span>
                  <span className={classes.number}>{segment.state === 'building' ? '…' : format.integer(segment.size)}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
    </div>
  );
}
