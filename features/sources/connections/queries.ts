import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import { isBusy, type RunLog } from './data/run-log';

/** The log of a source's readings: each second while one is under way, else now and then, since a schedule may start one. */
export const runLogQuery = (id: string, initial: RunLog) =>
  queryOptions({
    queryKey: ['sources', id, 'runs'],
    queryFn: ({ signal }) => fetchJson<RunLog>(`/api/internal/sources/${id}/runs`, { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.runs.some(isBusy) ? 1_000 : 15_000),
  });
