'use client';

import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { CompareBars } from '@/components/charts/compare-bars';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/page-body';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import { FAMILY_ERROR, LEAST_SUPPORT } from '../constants';
import { rangeOf } from '../core/ranges';
import { differencesOf } from '../queries';
import type { Difference, Feature } from '../types';
import classes from './compare.module.css';
import { HowCounted } from './how-counted';

type Props = { segment: { id: string; name: string }; segments: { id: string; name: string }[] };

/** What is more and less frequent here than in another segment, or than in everybody, with a guard against chance. */
export function DifferencesView({ segment, segments }: Props) {
  const t = useTranslations('segment-page.compare');
  const format = useFormat();
  const event = useEventLabel();
  const [other, setOther] = useQueryState('against', parseAsString.withDefault(''));
  const { data, isPending, isError, error, refetch } = useQuery(differencesOf(segment.id, other));
  const others = segments.filter(({ id }) => id !== segment.id).map(({ id, name }) => ({ value: id, label: name }));
  const against = others.find(({ value }) => value === other)?.label ?? t('everybody');
  const label = (feature: Feature): string => {
    if (feature.type === 'event') return t('did', { event: event(feature.event) });
    if (!feature.range) return t('is', { trait: feature.trait, value: feature.value });
    const { low, high } = rangeOf(feature.value);
    const value = low === high ? format.number(low) : t('range', { low: format.number(low), high: format.number(high) });
    return t('is', { trait: feature.trait, value });
  };
  const list = (title: string, lines: Difference[], none: string) => (
    <Section title={title}>
      {lines.length === 0 ? (
        <p className={classes.note}>{none}</p>
      ) : (
        <CompareBars
          label={title}
          head={{ value: t('what'), a: segment.name, b: against, extra: t('lift') }}
          lines={lines.map((line) => ({
            key: JSON.stringify(line.feature),
            label: label(line.feature),
            a: line.shareA,
            b: line.shareB,
            textA: t('shareOf', { share: format.percent(line.shareA), count: format.integer(line.a) }),
            textB: t('shareOf', { share: format.percent(line.shareB), count: format.integer(line.b) }),
            extra: t('times', { lift: format.number(line.lift) }),
          }))}
        />
      )}
    </Section>
  );
  return (
    <>
      <Select
        className={classes.ask}
        label={t('against')}
        data={[{ value: '', label: t('everybody') }, ...others]}
        value={other}
        onChange={(value) => void setOther(value || null)}
        searchable
        allowDeselect={false}
      />
      {isError ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton height={240} />
      ) : (
        <div className={classes.lists}>
          {list(t('over'), data.over, t('noDifference'))}
          {list(t('under'), data.under, t('noDifference'))}
          <div className={classes.sides}>
            <HowCounted a={data.a} b={data.b} asOf={data.asOf} names={{ a: segment.name, b: against }} />
            <p className={classes.note}>
              {t('method', {
                seen: format.integer(data.seen),
                tested: format.integer(data.tested),
                least: format.integer(LEAST_SUPPORT),
                error: format.percent(FAMILY_ERROR),
              })}
            </p>
          </div>
        </div>
      )}
    </>
  );
}
