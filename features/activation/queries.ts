import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { ChoosableSegment } from '@/features/segments/data/choosable-segments';
import type { DeliveryDetail, DeliveryLine, ExportView, FileRunView, SyncView } from './types';

type Page<T> = { data: T[]; nextCursor: string | null };
export type DeliveryAsk = { status?: string | undefined; kind?: string | undefined; segmentId?: string | undefined };

const given = (params: Record<string, string | null | undefined>) =>
  new URLSearchParams(Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1])));

/** A destination's delivery log, page by page, renewed while it is looked at. */
export const deliveryRows = (destinationId: string, ask: DeliveryAsk) =>
  infiniteQueryOptions({
    queryKey: ['destinations', destinationId, 'deliveries', ask],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<Page<DeliveryLine>>(`/api/internal/destinations/${destinationId}/deliveries?${given({ ...ask, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 3_000,
  });

/** One delivery with what was sent and answered. */
export const deliveryQuery = (destinationId: string, id: string) =>
  queryOptions({
    queryKey: ['destinations', destinationId, 'delivery', id],
    queryFn: ({ signal }) => fetchJson<DeliveryDetail>(`/api/internal/destinations/${destinationId}/deliveries/${id}`, { signal }),
    enabled: id !== '',
  });

/** The syncs of a destination, renewed while one is being levelled. */
export const syncRows = (destinationId: string) =>
  queryOptions({
    queryKey: ['destinations', destinationId, 'syncs'],
    queryFn: ({ signal }) => fetchJson<{ data: SyncView[] }>(`/api/internal/destinations/${destinationId}/syncs`, { signal }),
    refetchInterval: (query) =>
      query.state.data?.data.some((s) => s.levelState === 'running' || s.status === 'detaching') ? 1_000 : 10_000,
  });

/** What files were written, renewed while one is being written. */
export const fileRunRows = (destinationId: string) =>
  queryOptions({
    queryKey: ['destinations', destinationId, 'files'],
    queryFn: ({ signal }) =>
      fetchJson<{ data: FileRunView[]; nextRunAt: string | null }>(`/api/internal/destinations/${destinationId}/files`, { signal }),
    refetchInterval: (query) => (query.state.data?.data.some((run) => run.status === 'running') ? 1_000 : 3_000),
  });

export type ExportChoices = {
  purposes: { key: string; name: string }[];
  channels: { key: string; name: string }[];
  traits: string[];
  identifiers: string[];
  segment: ChoosableSegment | null;
};

/** What the export dialog chooses from. */
export const exportChoicesQuery = (segmentId: string) =>
  queryOptions({
    queryKey: ['exports', 'choices', segmentId],
    queryFn: ({ signal }) => fetchJson<ExportChoices>(`/api/internal/exports/choices?${new URLSearchParams({ segmentId })}`, { signal }),
  });

/** An export, renewed until it is finished. */
export const exportQuery = (id: string) =>
  queryOptions({
    queryKey: ['exports', id],
    queryFn: ({ signal }) => fetchJson<ExportView>(`/api/internal/exports/${id}`, { signal }),
    enabled: id !== '',
    refetchInterval: (query) => (['queued', 'running'].includes(query.state.data?.status ?? 'queued') ? 700 : false),
  });
