import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import { EVENTS_A_PAGE, PROFILES_A_PAGE } from './constants';
import type { ExplorerPage } from './data/explore';
import type { EventView, LinkPreview, Page } from './types';

export type ExplorerFilter = { q: string; source: string | null; segment: string | null; consent: string | null };

const paramsOf = (filter: ExplorerFilter, extra: Record<string, string> = {}) => {
  const given = Object.entries({ ...filter, ...extra }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(given);
};

/** The explorer's rows, page by page. */
export const explorerRows = (filter: ExplorerFilter) =>
  infiniteQueryOptions({
    queryKey: ['profiles', 'explorer', filter],
    queryFn: ({ pageParam, signal }) => {
      const extra = { limit: String(PROFILES_A_PAGE), ...(pageParam ? { cursor: pageParam } : {}) };
      return fetchJson<ExplorerPage>(`/api/internal/profiles?${paramsOf(filter, extra)}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** How many profiles meet the filters. */
export const explorerCount = (filter: ExplorerFilter) =>
  queryOptions({
    queryKey: ['profiles', 'count', { ...filter, q: '' }],
    queryFn: ({ signal }) =>
      fetchJson<{ count: number; more: boolean }>(`/api/internal/profiles/count?${paramsOf({ ...filter, q: '' })}`, { signal }),
  });

export type TimelineFilter = { sources: string[]; names: string[] };

/** A person's events, page by page into the past. `view` tells a masked from a revealed timeline, so that neither is shown for the other. */
export const timelinePages = (profileId: string, filter: TimelineFilter, view: string) =>
  infiniteQueryOptions({
    queryKey: ['profiles', profileId, 'events', filter, view],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams([
        ...filter.sources.map((id) => ['source', id]),
        ...filter.names.map((name) => ['name', name]),
        ['limit', String(EVENTS_A_PAGE)],
        ...(pageParam ? [['cursor', pageParam]] : []),
      ]);
      return fetchJson<Page<EventView>>(`/api/internal/profiles/${profileId}/events?${params}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What would become of the profiles if the link were disabled or enabled; asked anew each time, because events keep coming in. */
export const linkPreviewOf = (profileId: string, linkId: string, disabled: boolean) =>
  queryOptions({
    queryKey: ['profiles', profileId, 'link', linkId, disabled],
    queryFn: ({ signal }) =>
      fetchJson<{ parts: LinkPreview[] }>(`/api/internal/profiles/${profileId}/links/${linkId}?disabled=${disabled}`, { signal }),
    gcTime: 0,
  });
