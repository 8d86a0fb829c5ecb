import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { SegmentVersion } from './types';

/** The versions of a segment, the newest first. */
export const versionRows = (segmentId: string) =>
  infiniteQueryOptions({
    queryKey: ['segments', segmentId, 'versions'],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<{ data: SegmentVersion[]; nextCursor: string | null }>(
        `/api/internal/segments/${segmentId}/versions?${new URLSearchParams(pageParam ? { cursor: pageParam } : {})}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
