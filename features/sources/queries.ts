import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { SourceStats, StatsRange } from './data/source-stats';

/** Counts of a source, kept current while they are looked at. */
export const sourceStatsQuery = (id: string, range: StatsRange, initial?: SourceStats) =>
  queryOptions({
    queryKey: ['sources', id, 'stats', range],
    queryFn: ({ signal }) => fetchJson<SourceStats>(`/api/internal/sources/${id}/stats?range=${range}`, { signal }),
    ...(initial ? { initialData: initial } : {}),
    refetchInterval: 5_000,
  });
