import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { Operations } from './data/operations';
import type { Overview, OverviewDays } from './data/overview';

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
