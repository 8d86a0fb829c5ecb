import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { Operations } from './data/operations';
import type { Overview, OverviewDays } from './data/overview';
import type { People } from './data/people';
import type { Report, ReportName } from './data/read-report';
import type { DashboardFilter } from './schema';

const REFRESH_MS = 10_000;

/** The figures of the first page, asked again every ten seconds while it is in view. */
export const overviewOf = (days: OverviewDays) =>
  queryOptions({
    queryKey: ['overview', days],
    queryFn: ({ signal }) => fetchJson<Overview>(`/api/internal/overview?days=${days}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

/** What runs and what waits, asked again every five seconds. */
export const operationsQuery = () =>
  queryOptions({
    queryKey: ['operations'],
    queryFn: ({ signal }) => fetchJson<Operations>('/api/internal/operations', { signal }),
    refetchInterval: 5_000,
  });

/** The filter as it stands in an address. */
const paramsOf = (filter: DashboardFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** One report of a dashboard; the old one stays, dimmed, while another filter's is on the way. */
export const reportOf = <N extends ReportName>(name: N, filter: DashboardFilter) =>
  queryOptions({
    queryKey: ['insights', name, filter],
    queryFn: ({ signal }) => fetchJson<Report<N>>(`/api/internal/insights/${name}?${new URLSearchParams(paramsOf(filter))}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** The people behind a figure, page by page. */
export const peopleOf = (people: string, filter: DashboardFilter) =>
  infiniteQueryOptions({
    queryKey: ['insights', 'people', people, filter],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ ...paramsOf(filter), people, ...(pageParam ? { cursor: pageParam } : {}) });
      return fetchJson<People>(`/api/internal/insights/people?${params}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
