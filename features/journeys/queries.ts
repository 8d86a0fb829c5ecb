import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson, postJson } from '@/components/fetch-json';
import type { Preview } from './core/preview';
import type { Audience, CampaignView, MessageLine, MessageStatus, TemplateContent } from './types';

const LIVE = ['scheduled', 'preparing', 'sending', 'paused'];

/** A campaign with its figures, renewed while it runs. */
export const campaignQuery = (id: string, initial: CampaignView) =>
  queryOptions({
    queryKey: ['emails', 'campaign', id],
    queryFn: ({ signal }) => fetchJson<CampaignView>(`/api/internal/emails/campaigns/${id}`, { signal }),
    initialData: initial,
    refetchInterval: (query) => (LIVE.includes(query.state.data?.status ?? '') ? 1_500 : false),
  });

/** Who would get a campaign now. Asked of everybody in the segment: kept for a while. */
export const audienceQuery = (ask: { segmentId: string; purpose: string; channel: string; measurePurpose?: string }) =>
  queryOptions({
    queryKey: ['emails', 'audience', ask],
    queryFn: ({ signal }) => fetchJson<Audience>(`/api/internal/emails/audience?${new URLSearchParams(ask)}`, { signal }),
    enabled: ask.segmentId !== '' && ask.purpose !== '' && ask.channel !== '',
  });

/** A campaign's messages, page by page. */
export const messageRows = (campaignId: string, status: MessageStatus | null, live: boolean) =>
  infiniteQueryOptions({
    queryKey: ['emails', 'campaign', campaignId, 'messages', status],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ ...(status ? { status } : {}), ...(pageParam ? { cursor: pageParam } : {}) });
      return fetchJson<{ data: MessageLine[]; nextCursor: string | null }>(
        `/api/internal/emails/campaigns/${campaignId}/messages?${params}`,
        {
          signal,
        },
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: live ? 3_000 : false,
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
