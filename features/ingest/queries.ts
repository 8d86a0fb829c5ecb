import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { LiveEvent, LiveEvents, LiveFilter } from './data/recent-events';
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

/**
 * The event that is open beside the list: kept as it was opened, since the list moves on; looked for by its id when an address that
 * somebody shared opens it. Null when it is not among what the list would find.
 */
export const openEventQuery = (sourceId: string, id: string | null, listed: LiveEvent | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'event', id],
    enabled: id !== null,
    queryFn: async ({ signal }): Promise<LiveEvent | null> => {
      const found = await fetchJson<LiveEvents>(`/api/internal/sources/${sourceId}/events?${query({ q: id ?? undefined })}`, { signal });
      return found.events.find((event) => event.id === id) ?? null;
    },
    initialData: listed,
    staleTime: Number.POSITIVE_INFINITY,
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
