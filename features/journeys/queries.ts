import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson, postJson } from '@/components/fetch-json';
import type { Preview } from './core/preview';
import { renewalOf } from './core/renewal';
import type { Audience, CampaignView, MessageLine, MessageStatus, Reading, TemplateContent } from './types';

/** A campaign with its figures, renewed while it runs, and slowly while it is read. */
export const campaignQuery = (id: string, initial: CampaignView) =>
  queryOptions({
    queryKey: ['emails', 'campaign', id],
    queryFn: ({ signal }) => fetchJson<CampaignView>(`/api/internal/emails/campaigns/${id}`, { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data ? renewalOf(query.state.data, new Date()) : false),
  });

/** Who would get a campaign now. Asked of everybody in the segment: kept for a while. */
export const audienceQuery = (ask: { segmentId: string; purpose: string; channel: string; measurePurpose?: string }) =>
  queryOptions({
    queryKey: ['emails', 'audience', ask],
    queryFn: ({ signal }) => fetchJson<Audience>(`/api/internal/emails/audience?${new URLSearchParams(ask)}`, { signal }),
    enabled: ask.segmentId !== '' && ask.purpose !== '' && ask.channel !== '',
  });

/** A campaign's messages, page by page. */
export const messageRows = (campaignId: string, only: { status: MessageStatus | null; read: Reading | null }, renewal: number | false) =>
  infiniteQueryOptions({
    queryKey: ['emails', 'campaign', campaignId, 'messages', only],
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...only, cursor: pageParam };
      const params = new URLSearchParams(Object.entries(asked).flatMap(([key, value]) => (value ? [[key, value]] : [])));
      return fetchJson<{ data: MessageLine[]; nextCursor: string | null }>(
        `/api/internal/emails/campaigns/${campaignId}/messages?${params}`,
        {
          signal,
        },
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: renewal && 2 * renewal,
  });

/** A template as it stands in the editor, made out for a person. */
export const previewQuery = (content: TemplateContent, profileId: string | null) =>
  queryOptions({
    queryKey: ['emails', 'preview', content, profileId],
    queryFn: ({ signal }) => postJson<Preview>('/api/internal/emails/preview', { ...content, profileId }, { signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });

type FoundPerson = { id: string; label: string; detail?: string };

/** People by a name or an identifier, as the reader may see them. */
export const personSearch = (q: string) =>
  queryOptions({
    queryKey: ['emails', 'person', q],
    queryFn: ({ signal }) =>
      fetchJson<{ data: FoundPerson[] }>(`/api/internal/profiles/search?${new URLSearchParams({ q, limit: '8' })}`, { signal }),
    enabled: q.trim().length > 1,
  });
