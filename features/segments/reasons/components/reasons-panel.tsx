'use client';

import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsInteger, parseAsNumberLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { PlainLink } from '@/components/charts/plain-link';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import { PeopleSheet } from '../../compare/components/people-sheet';
import { clauseOf } from '../../components/sentence/describe-rule';
import { historyRanges, isHourly } from '../../components/size-ranges';
import { useWords } from '../../components/use-words';
import type { RuleNames } from '../../data/suggestions';
import { reasonPath, reasonsOf } from '../queries';
import type { Reason } from '../types';
import classes from './reasons.module.css';

type Props = { segmentId: string; point: string | null; onAll: () => void; names: RuleNames; mayOpen: boolean };

const HOUR = 3_600_000;

/** Why people entered and left: over the days of the chart, or at the one point of it that was clicked. A reason opens its people. */
export function ReasonsPanel({ segmentId, point, onAll, names, mayOpen }: Props) {
  const t = useTranslations('segment-page.reasons');
  const causes = useTranslations('segments.changes.causes');
  const format = useFormat();
  const words = useWords(names);
  const [days] = useQueryState('days', parseAsNumberLiteral(historyRanges).withDefault(30));
  const [open, setOpen] = useQueryState('reason', parseAsInteger);
  const span = useMemo(() => spanOf(point, days), [point, days]);
  const { data, isPending, isError, error, refetch } = useQuery(reasonsOf(segmentId, span));
  const text = (reason: Reason): string => {
    if (reason.conditions.length === 0) return t(`none.${reason.change}`, { cause: causes(reason.cause) });
    const clauses = reason.conditions.map((node) => clauseOf(node, words)).join(t('and'));
    return t(reason.hold ? 'holds' : 'failed', { clauses, cause: causes(reason.cause) });
  };
  const shown = open === null ? undefined : data?.data[open];
  return (
    <Section
      title={t('title')}
      description={point ? t('at', { time: isHourly(days) ? format.dateTime(span.from) : format.date(span.from) }) : t('days', { days })}
      aside={
        point && (
          <Button variant="default" size="compact-sm" onClick={onAll}>
            {t('all')}
          </Button>
        )
      }
    >
      {isError ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton height={120} />
      ) : data.data.length === 0 ? (
        <p className={classes.note}>{t('nobody')}</p>
      ) : (
        <ul className={classes.list}>
          {data.data.map((reason, n) => (
            <li key={JSON.stringify([reason.change, reason.cause, reason.version, reason.flipped])}>
              <Status tone={reason.change === 'enter' ? 'success' : 'neutral'}>
                {t(`change.${reason.change}`, { count: reason.count })}
              </Status>
              <PlainLink href={`?tab=overview&days=${days}&reason=${n}`} go={() => void setOpen(n)}>
                {text(reason)}
              </PlainLink>
            </li>
          ))}
        </ul>
      )}
      {data && data.rest > 0 && <p className={classes.note}>{t('rest', { count: data.rest })}</p>}
      {shown && (
        <PeopleSheet title={text(shown)} path={reasonPath(segmentId, span, shown)} mayOpen={mayOpen} onClose={() => void setOpen(null)} />
      )}
    </Section>
  );
}

/** A point of the chart is an hour or a day; without one, all the days up to the end of this minute. */
function spanOf(point: string | null, days: number): { from: string; to: string } {
  const at = point === null ? Number.NaN : Date.parse(point);
  if (!Number.isNaN(at)) return { from: new Date(at).toISOString(), to: new Date(at + (isHourly(days) ? HOUR : 24 * HOUR)).toISOString() };
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: new Date(to - days * 24 * HOUR).toISOString(), to: new Date(to).toISOString() };
}
