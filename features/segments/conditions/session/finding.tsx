'use client';

import { Anchor } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

const rounded = (minutes: number): number => Math.round(minutes * 10) / 10;

/** How many sessions, how long they lasted, and the latest of them. */
export function SessionFinding({ finding }: FindingProps<'session'>) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  const { profileId, from, to, beginless, count, average, longest, sessions } = finding;
  if (beginless) return <div className={classes.finding}>{t('beginless')}</div>;
  return (
    <div className={classes.finding}>
      {t('sessions', { count })}
      {average !== null && ` · ${t('averageMinutes', { minutes: format.number(rounded(average)) })}`}
      {longest !== null && ` · ${t('longestMinutes', { minutes: format.number(rounded(longest)) })}`}
      {` · ${from ? t('inWindow', { from: format.dateTime(from), to: format.dateTime(to) }) : t('upTo', { to: format.dateTime(to) })}`}
      {sessions.length > 0 && (
        <ul className={classes.events} aria-label={t('latestSessions')}>
          {sessions.map(({ began, minutes, events }) => (
            <li key={began}>
              <Anchor component={Link} href={`/profiles/${profileId}`} inherit>
                {format.dateTime(began)}
              </Anchor>
              {` · ${t('minutes', { minutes: format.number(rounded(minutes)) })} · ${t('counted', { count: events })}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
