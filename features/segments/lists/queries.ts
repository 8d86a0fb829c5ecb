import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { ListedPerson, ListUpload, UploadStatus } from './types';

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

const UNDER_WAY = new Set<UploadStatus>(['queued', 'running']);
export const isUnderWay = (upload: ListUpload | null): boolean => upload !== null && UNDER_WAY.has(upload.status);

/** The latest upload to a list; asked for each second while it is under way. */
export const uploadQuery = (id: string, initial: ListUpload | null) =>
  queryOptions({
    queryKey: ['lists', id, 'upload'],
    queryFn: ({ signal }) => fetchJson<{ upload: ListUpload | null }>(`/api/internal/segments/lists/${id}/upload`, { signal }),
    initialData: { upload: initial },
    refetchInterval: (query) => (isUnderWay(query.state.data?.upload ?? null) ? 1_000 : false),
  });
