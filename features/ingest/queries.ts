import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { LiveEvents, LiveFilter } from './data/recent-events';
import type { RejectPage } from './data/rejects';

const query = (values: Record<string, string | undefined>): string =>
  new URLSearchParams(Object.entries(values).filter((e): e is [string, string] => Boolean(e[1]))).toString();

/** The live list: asked each second unless paused. */
export const liveEventsQuery = (sourceId: string, filter: LiveFilter, paused: boolean) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'events', filter],
    queryFn: ({ signal }) => fetchJson<LiveEvents>(`/api/internal/sources/${sourceId}/events?${query(filter)}`, { signal }),
    refetchInterval: paused ? false : 1_000,
    refetchOnWindowFocus: !paused,
    placeholderData: keepPreviousData,
  });

/** Refused events, page by page. */
export const rejectsQuery = (sourceId: string) =>
  infiniteQueryOptions({
    queryKey: ['sources', sourceId, 'rejects'],
    queryFn: ({ signal, pageParam }) =>
      fetchJson<RejectPage>(`/api/internal/sources/${sourceId}/rejects?${query({ cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: RejectPage) => last.next ?? undefined,
  });
