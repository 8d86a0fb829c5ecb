import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { ProfileLine } from '@/features/profiles/types';
import type { Breakdown, Differences, Overlap } from './types';

const root = '/api/internal/segments';

/** How these segments overlap now. */
export const overlapOf = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['segments', 'overlap', ids],
    enabled: ids.length > 0,
    queryFn: ({ signal }) => fetchJson<Overlap>(`${root}/overlap?${new URLSearchParams({ ids: ids.join() })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });

/** How a segment divides by a trait. */
export const breakdownOf = (segmentId: string, trait: string) =>
  queryOptions({
    queryKey: ['segments', segmentId, 'breakdown', trait],
    enabled: trait !== '',
    queryFn: ({ signal }) => fetchJson<Breakdown>(`${root}/${segmentId}/breakdown?${new URLSearchParams({ trait })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });

/** What is more and less frequent in a segment than in another, or than in everybody (''). */
export const differencesOf = (segmentId: string, other: string) =>
  queryOptions({
    queryKey: ['segments', segmentId, 'differences', other],
    queryFn: ({ signal }) =>
      fetchJson<Differences>(`${root}/${segmentId}/differences?${new URLSearchParams(other ? { with: other } : {})}`, { signal }),
    staleTime: 15_000,
  });

/** A list of people that something on the page leads to; `path` with its question, without a cursor. */
export const peopleRows = (path: string) =>
  infiniteQueryOptions({
    queryKey: ['segments', 'people-of', path],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<{ data: ProfileLine[]; nextCursor: string | null }>(
        pageParam ? `${path}&${new URLSearchParams({ cursor: pageParam })}` : path,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Where the people of an intersection are listed. */
export const intersectionPath = (within: readonly string[], without: readonly string[]): string =>
  `${root}/overlap/people?${new URLSearchParams({ within: within.join(), without: without.join() })}`;
