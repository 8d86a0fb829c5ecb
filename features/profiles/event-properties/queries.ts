import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { EventPropertyPage } from './data';

export type PropertyFilter = { q: string; searchable: boolean };

const WORKING_MS = 2_000;

/** Event properties page by page; asked again every two seconds while stored events are gone through. */
export const eventPropertyPages = ({ q, searchable }: PropertyFilter) =>
  infiniteQueryOptions({
    queryKey: ['event-properties', q, searchable],
    queryFn: ({ pageParam, signal }) => {
      const given = { ...(q ? { q } : {}), ...(searchable ? { searchable: 'true' } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return fetchJson<EventPropertyPage>(`/api/internal/event-properties?${new URLSearchParams(given)}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some((row) => row.working)) ? WORKING_MS : false),
  });
