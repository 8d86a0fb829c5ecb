import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { RequestLine } from './data/list-requests';
import type { stateFilters } from './schema';
import type { RequestType } from './types';

export type StateFilter = (typeof stateFilters)[number];

export type RequestFilter = {
  q: string;
  state: StateFilter;
  type: RequestType | null;
  overdue: 'yes' | null;
  assignee: string | null;
};

/** The filter as it stands in an address; what is not set is left out. */
export function filterParams(filter: RequestFilter): URLSearchParams {
  const given = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return new URLSearchParams(given);
}

/** The register, page by page. */
export const requestRows = (filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: ['requests', filter],
    queryFn: ({ pageParam, signal }) => {
      const params = filterParams(filter);
      if (pageParam) params.set('cursor', pageParam);
      return fetchJson<{ data: RequestLine[]; nextCursor: string | null }>(`/api/internal/subject-requests?${params}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
