'use client';

import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import { ANY_EVENT } from '../../constants';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** Each step with the moment it happened, and where it stopped: until when the next one may come, or since when it is too late. */
export function SequenceFinding({ finding }: FindingProps<'sequence'>) {
  const t = useTranslations('segments.why.sequence');
  const label = useEventLabel();
  const format = useFormat();
  const stopped = finding.steps.findIndex((step) => step.at === null);
  const textOf = (i: number) => {
    const step = finding.steps[i];
    if (!step) return '';
    if (step.at) return step.absent ? t('cameAfterAll', { time: format.dateTime(step.at) }) : format.dateTime(step.at);
    if (i > stopped || !finding.until) return t('notYet');
    const time = { time: format.dateTime(finding.until) };
    if (step.absent) return finding.over ? t('ranOut', time) : t('runsOut', time);
    return finding.over ? t('tooLate', time) : t('mayCome', time);
  };
  return (
    <ol className={classes.events} aria-label={t('steps')}>
      {finding.steps.map((step, i) => (
        // The steps of a condition have no ids and never change here.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={i}>
          <bdi>{step.event === ANY_EVENT ? t('anyEvent') : label(step.event)}</bdi>: {textOf(i)}
        </li>
      ))}
    </ol>
  );
}
