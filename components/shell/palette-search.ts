import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { NavKey } from './navigation';

export type Found = { id: string; label: string; detail?: string };

const search = (path: string, term: string, signal: AbortSignal) =>
  fetchJson<{ data: Found[] }>(`${path}?${new URLSearchParams({ q: term, limit: '6' })}`, { signal }).then((r) => r.data);

/** People and segments that match, asked from two letters on, of the places one may see. One failing does not hide the other. */
export const paletteSearch = (term: string, places: NavKey[]) =>
  queryOptions({
    queryKey: ['palette', term],
    enabled: term.length >= 2,
    queryFn: async ({ signal }) => {
      const [profiles, segments] = await Promise.allSettled([
        places.includes('profiles') ? search('/api/internal/profiles/search', term, signal) : [],
        places.includes('segments') ? search('/api/internal/segments/search', term, signal) : [],
      ]);
      return {
        profiles: profiles.status === 'fulfilled' ? profiles.value : [],
        segments: segments.status === 'fulfilled' ? segments.value : [],
      };
    },
  });
