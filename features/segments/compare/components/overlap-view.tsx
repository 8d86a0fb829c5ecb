'use client';

import { Button, MultiSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { Upset } from '@/components/charts/upset';
import { ErrorState } from '@/components/error-state';
import { useFormat } from '@/components/use-format';
import { MOST_SEGMENTS } from '../constants';
import { intersectionPath, overlapOf } from '../queries';
import type { Overlap } from '../types';
import classes from './compare.module.css';
import { PeopleSheet } from './people-sheet';

type Props = {
  segment: { id: string; name: string };
  segments: { id: string; name: string }[];
  mayOpen: boolean;
  maySave: boolean;
};

const ids = parseAsArrayOf(parseAsString, ',').withDefault([]);

/** How the segment overlaps with others: who is in exactly which of them. An intersection opens its people, and can be saved. */
export function OverlapView({ segment, segments, mayOpen, maySave }: Props) {
  const t = useTranslations('segment-page.compare');
  const format = useFormat();
  const [state, setState] = useQueryStates({ with: ids, in: ids });
  const asked = [segment.id, ...state.with.filter((id) => id !== segment.id)].slice(0, MOST_SEGMENTS);
  const overlap = useQuery(overlapOf(asked));
  const nameOf = (id: string) => segments.find((each) => each.id === id)?.name ?? (id === segment.id ? segment.name : id);
  const without = asked.filter((id) => !state.in.includes(id));
  const list = (names: string[]) => names.join(t('separator'));
  const words = (within: string[]) =>
    within.length === asked.length ? t('inAll', { names: list(within.map(nameOf)) }) : t('inOnly', { names: list(within.map(nameOf)) });
  return (
    <>
      <MultiSelect
        className={classes.ask}
        label={t('overlapWith')}
        placeholder={state.with.length === 0 ? t('chooseSegments') : ''}
        data={segments.filter(({ id }) => id !== segment.id).map(({ id, name }) => ({ value: id, label: name }))}
        value={state.with}
        onChange={(value) => void setState({ with: value.length > 0 ? value : null, in: null })}
        maxValues={MOST_SEGMENTS - 1}
        searchable
        hidePickedOptions
      />
      {overlap.isError ? (
        <ErrorState error={overlap.error} onRetry={() => void overlap.refetch()} />
      ) : !overlap.data ? (
        <Skeleton height={240} />
      ) : (
        <>
          <Upset
            label={t('overlap')}
            countLabel={t('people')}
            sets={overlap.data.segments.map(({ id, name, size }) => ({ key: id, label: name, size: format.integer(size) }))}
            rows={rowsOf(overlap.data)}
          />
          <p className={classes.note}>
            {overlap.data.intersections.length === 0 && t('nobody')}{' '}
            {overlap.data.rest.intersections > 0 &&
              t('rest', {
                intersections: format.integer(overlap.data.rest.intersections),
                people: format.integer(overlap.data.rest.people),
              })}{' '}
            {t('exact')} {t('asOf', { time: format.time(overlap.data.asOf) })}
          </p>
        </>
      )}
      {state.in.length > 0 && (
        <PeopleSheet
          title={words(state.in)}
          path={intersectionPath(state.in, without)}
          mayOpen={mayOpen}
          onClose={() => void setState({ in: null })}
          action={
            maySave && (
              <Button component={Link} href={saveHref(state.in)} variant="default">
                {t('save')}
              </Button>
            )
          }
        />
      )}
    </>
  );

  function rowsOf(data: Overlap) {
    return data.intersections.map(({ segmentIds, count }) => ({
      keys: segmentIds,
      count,
      text: format.integer(count),
      words: `${words(segmentIds)}: ${t('countOf', { count })}`,
      link: {
        href: `?${new URLSearchParams({ tab: 'compare', view: 'overlap', with: state.with.join(), in: segmentIds.join() })}`,
        go: () => void setState({ in: segmentIds }),
      },
    }));
  }

  function saveHref(within: string[]): string {
    const not = asked.filter((id) => !within.includes(id));
    const conditions = [
      ...within.map((segmentId) => ({ kind: 'segment', segmentId, op: 'in' })),
      ...not.map((segmentId) => ({ kind: 'segment', segmentId, op: 'not_in' })),
    ];
    return `/segments/new?${new URLSearchParams({ rule: JSON.stringify({ all: conditions }), name: words(within).slice(0, 120) })}`;
  }
}
