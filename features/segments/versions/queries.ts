import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { SegmentVersion, VersionCounts } from './types';

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

/** How many the rules of two versions fit now. */
export const versionCounts = (segmentId: string, before: number, after: number) =>
  queryOptions({
    queryKey: ['segments', segmentId, 'versions', 'counts', before, after],
    queryFn: ({ signal }) =>
      fetchJson<{ counts: VersionCounts | null }>(
        `/api/internal/segments/${segmentId}/versions/counts?${new URLSearchParams({ before: String(before), after: String(after) })}`,
        { signal },
      ),
    staleTime: 30_000,
  });
