import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { DemoState } from './types';

/** Polled each second while the demo loads. */
export const demoStateQuery = (initial: DemoState | null) =>
  queryOptions({
    queryKey: ['demo'],
    queryFn: async ({ signal }) => (await fetchJson<{ state: DemoState | null }>('/api/internal/demo', { signal })).state,
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.status === 'loading' ? 1000 : false),
  });
