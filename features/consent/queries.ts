import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { ProfileConsents } from './schema';
import type { Eligibility } from './types';

/** What a person said before the page that ends at `after`, page by page into the past. */
export const olderConsents = (profileId: string, after: string) =>
  infiniteQueryOptions({
    queryKey: ['consents', profileId, 'history', after],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<ProfileConsents>(`/api/internal/consents?${new URLSearchParams({ profileId, cursor: pageParam })}`, { signal }),
    initialPageParam: after,
    getNextPageParam: (page) => page.nextCursor,
  });

/** How many of a segment may be used for this purpose on this channel, and who is left out why. */
export const eligibilityQuery = (ask: { segmentId: string; purpose: string; channel: string }) =>
  queryOptions({
    queryKey: ['consents', 'eligibility', ask],
    queryFn: ({ signal }) => fetchJson<Eligibility>(`/api/internal/consents/eligibility?${new URLSearchParams(ask)}`, { signal }),
    enabled: ask.segmentId !== '' && ask.purpose !== '' && ask.channel !== '',
  });
