'use client';

import { Button, Loader, MultiSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import type { EventFacets } from '../data/list-events';
import { type TimelineFilter, timelinePages } from '../queries';
import type { EventView, Page, SourceName } from '../types';
import classes from './timeline.module.css';
import { timelineAddress } from './timeline-address';
import { TimelineList } from './timeline-list';

type Props = {
  profileId: string;
  /** Changes when the reader's sight changes, so that a masked timeline never stands in for a revealed one. */
  view: string;
  initial: Page<EventView>;
  asked: TimelineFilter;
  facets: EventFacets;
  sources: SourceName[];
  /** Of amounts whose event names none. */
  currency: string | null;
};

/** All that happened, in sentences, the newest first, years back; filtered by source and event. */
export function Timeline({ profileId, view, initial, asked, facets, sources, currency }: Props) {
  const t = useTranslations('profiles.timeline');
  const format = useFormat();
  const label = useEventLabel();
  const [state, setState] = useQueryStates(timelineAddress, { history: 'replace', shallow: true });
  const filter: TimelineFilter = { sources: state.source, names: state.event };
  const isFirst = JSON.stringify(filter) === JSON.stringify(asked);
  const events = useInfiniteQuery({
    ...timelinePages(profileId, filter, view),
    ...(isFirst ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  });
  const names = useMemo(() => new Map(sources.map((source) => [source.id, source.name])), [sources]);
  const shown = useMemo(() => events.data?.pages.flatMap((page) => page.data), [events.data]);
  const filtered = filter.sources.length > 0 || filter.names.length > 0;
  const clear = () => void setState({ source: null, event: null });
  const counted = (text: string, count: number) => `${text} (${format.integer(count)})`;

  return (
    <>
      <div className={classes.filters}>
        <MultiSelect
          aria-label={t('bySource')}
          placeholder={filter.sources.length === 0 ? t('bySource') : ''}
          data={facets.sources.map(({ id, count }) => ({ value: id, label: counted(names.get(id) ?? t('unknownSource'), count) }))}
          value={filter.sources}
          onChange={(source) => void setState({ source: source.length > 0 ? source : null })}
          clearable
          hidePickedOptions
        />
        <MultiSelect
          aria-label={t('byEvent')}
          placeholder={filter.names.length === 0 ? t('byEvent') : ''}
          data={facets.names.map(({ name, count }) => ({ value: name, label: counted(label(name), count) }))}
          value={filter.names}
          onChange={(event) => void setState({ event: event.length > 0 ? event : null })}
          searchable
          clearable
          hidePickedOptions
        />
      </div>
      {events.error ? (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      ) : shown === undefined ? (
        <output className={classes.wait}>
          <Loader size="sm" /> {t('loading')}
        </output>
      ) : shown.length === 0 ? (
        <EmptyState
          kind={filtered ? 'filtered' : 'first'}
          title={t(filtered ? 'noMatch' : 'empty')}
          action={
            filtered && (
              <Button variant="default" onClick={clear}>
                {t('clear')}
              </Button>
            )
          }
        >
          {!filtered && t('emptyText')}
        </EmptyState>
      ) : (
        <TimelineList
          events={shown}
          opened={state.open}
          sourceName={(id) => names.get(id) ?? t('unknownSource')}
          currency={currency}
          hasMore={events.hasNextPage}
          loading={events.isFetchingNextPage}
          loadMore={() => void events.fetchNextPage()}
        />
      )}
    </>
  );
}
