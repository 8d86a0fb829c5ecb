import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { ProfileConsents } from './schema';

/** What a person said before the page that ends at `after`, page by page into the past. */
export const olderConsents = (profileId: string, after: string) =>
  infiniteQueryOptions({
    queryKey: ['consents', profileId, 'history', after],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<ProfileConsents>(`/api/internal/consents?${new URLSearchParams({ profileId, cursor: pageParam })}`, { signal }),
    initialPageParam: after,
    getNextPageParam: (page) => page.nextCursor,
  });
