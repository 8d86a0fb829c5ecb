'use client';

import { Anchor } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import { ANY_EVENT } from '../../constants';
import { timelineOf } from '../event/found-events';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** Each step with the moment it happened, and where it stopped: until when the next one may come, or since when it is too late. */
export function SequenceFinding({ finding }: FindingProps<'sequence'>) {
  const t = useTranslations('segments.why.sequence');
  const label = useEventLabel();
  const format = useFormat();
  const stopped = finding.steps.findIndex((step) => step.found === null);
  const missing = (absent: boolean, i: number) => {
    if (i > stopped || !finding.until) return t('notYet');
    const time = { time: format.dateTime(finding.until) };
    if (absent) return t(finding.over ? 'ranOut' : 'runsOut', time);
    return t(finding.over ? 'tooLate' : 'mayCome', time);
  };
  return (
    <ol className={classes.events} aria-label={t('steps')}>
      {finding.steps.map((step, i) => (
        // The steps of a condition have no ids and never change here.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={i}>
          <bdi>{step.event === ANY_EVENT ? t('anyEvent') : label(step.event)}</bdi>:{' '}
          {step.found ? (
            <>
              {step.absent && `${t('cameAfterAll')} `}
              <Anchor component={Link} href={timelineOf(finding.profileId, step.found)} inherit>
                {format.dateTime(step.found.occurredAt)}
              </Anchor>
            </>
          ) : (
            missing(step.absent, i)
          )}
        </li>
      ))}
    </ol>
  );
}
