'use client';

import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { CompareBars, type CompareLine } from '@/components/charts/compare-bars';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { TextLink } from '@/components/link-button';
import { useFormat } from '@/components/use-format';
import { rangeOf } from '../core/ranges';
import { breakdownOf } from '../queries';
import type { Breakdown } from '../types';
import classes from './compare.module.css';
import { HowCounted } from './how-counted';

type Props = { segment: { id: string; name: string }; traits: string[]; maySave: boolean };

/** The values of a trait with their share in the segment beside everybody. A value of a text leads to a segment of its own. */
export function BreakdownView({ segment, traits, maySave }: Props) {
  const t = useTranslations('segment-page.compare');
  const format = useFormat();
  const [by, setBy] = useQueryState('by', parseAsString.withDefault(traits.includes('country') ? 'country' : (traits[0] ?? '')));
  const { data, isPending, isError, error, refetch } = useQuery(breakdownOf(segment.id, by));
  if (traits.length === 0)
    return (
      <EmptyState kind="first" title={t('noTraits')}>
        {t('noTraitsText')}
      </EmptyState>
    );
  return (
    <>
      <Select
        className={classes.ask}
        label={t('by')}
        data={traits}
        value={by}
        onChange={(value) => value && void setBy(value)}
        searchable
        allowDeselect={false}
      />
      {isError ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton height={240} />
      ) : (
        <>
          <CompareBars
            label={t('breakdownOf', { trait: data.trait })}
            head={{ value: data.trait, a: segment.name, b: t('everybody') }}
            lines={linesOf(data)}
          />
          <HowCounted a={data.a} b={data.b} asOf={data.asOf} names={{ a: segment.name, b: t('everybody') }} />
        </>
      )}
    </>
  );

  function linesOf(breakdown: Breakdown): CompareLine[] {
    const share = (n: number, of: number) => (of > 0 ? n / of : 0);
    const line = (key: string, label: CompareLine['label'], counts: { a: number; b: number }): CompareLine => {
      const [a, b] = [share(counts.a, breakdown.a.asked), share(counts.b, breakdown.b.asked)];
      const text = (value: number, n: number) => t('shareOf', { share: format.percent(value), count: format.integer(n) });
      return { key, label, a, b, textA: text(a, counts.a), textB: text(b, counts.b) };
    };
    const rest = [
      { key: 'other', counts: breakdown.other },
      { key: 'missing', counts: breakdown.missing },
    ] as const;
    return [
      ...breakdown.lines.map((each) => line(`=${each.value}`, labelOf(breakdown, each.value), each)),
      ...rest.filter(({ counts }) => counts.a + counts.b > 0).map(({ key, counts }) => line(key, t(key), counts)),
    ];
  }

  function labelOf({ type, trait }: Breakdown, value: string) {
    if (type === 'ranges') {
      const { low, high } = rangeOf(value);
      return low === high ? format.number(low) : t('range', { low: format.number(low), high: format.number(high) });
    }
    if (type === 'months' || !maySave || value === 'true' || value === 'false') return value;
    const rule = {
      all: [
        { kind: 'segment', segmentId: segment.id },
        { kind: 'trait', trait, op: 'eq', value },
      ],
    };
    const query = new URLSearchParams({ rule: JSON.stringify(rule), name: `${segment.name}: ${value}` });
    return <TextLink href={`/segments/new?${query}`}>{value}</TextLink>;
  }
}
