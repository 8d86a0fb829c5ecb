import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { Import } from './data/find-imports';

export type ImportProgress = Pick<Import, 'status' | 'progress' | 'counts' | 'report' | 'error'>;

const BUSY = new Set<Import['status']>(['checking', 'queued', 'running']);

/** Polled each second while the worker is busy with the import. */
export const importProgressQuery = (id: string, initial: ImportProgress) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => fetchJson<ImportProgress>(`/api/internal/imports/${id}`, { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data && BUSY.has(query.state.data.status) ? 1000 : false),
  });
