import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { ListedPerson } from './types';

/** Who is on a list, page by page. */
export const peopleRows = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['lists', id, 'people'],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<{ data: ListedPerson[]; nextCursor: string | null }>(
        `/api/internal/segments/lists/${id}/people?${new URLSearchParams(pageParam ? { cursor: pageParam } : {})}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
