import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson, postJson } from '@/components/fetch-json';
import type { CutPointStamp } from './conditions/types';
import type { ValueType } from './conditions/value-schema';
import type { EventField } from './core/event-fields';
import type { NextChangeView } from './data/console-next';
import type { RuleEstimate } from './data/estimate-rule';
import type { Funnel } from './data/funnel-of';
import type { SegmentLine } from './data/list-segments';
import type { OfferedTemplate } from './data/list-templates';
import type { SegmentNow } from './data/segment-now';
import type { SizePoint } from './data/size-history';
import type { RuleNode } from './schema';
import type { ChangeLine, Comparison, Explanation, InsideTrait, MemberLine, Preview, SampleValue } from './types';

type Page<T> = { data: T[]; nextCursor: string | null };

const root = '/api/internal/segments';

export type MembersAsk = { q: string; sort: 'id' | 'newest' | 'oldest'; columns: string[] };

export type SegmentFilter = { q: string; label: string; status: 'active' | 'archived'; sort: 'name' | 'size' | 'updated' };

const paged = <T>(key: readonly unknown[], path: string, params: Record<string, string>) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<Page<T>>(`${path}?${new URLSearchParams({ ...params, ...(pageParam ? { cursor: pageParam } : {}) })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The list of segments, page by page. */
export const segmentRows = (filter: SegmentFilter) => paged<SegmentLine>(['segments', 'list', filter], root, filter);

/** Who is in a segment, page by page. */
export const memberRows = (id: string, { columns, ...ask }: MembersAsk) =>
  paged<MemberLine>(['segments', id, 'members', ask, columns], `${root}/${id}/members`, { ...ask, columns: JSON.stringify(columns) });

/** Who entered and left, the newest first. */
export const changeRows = (id: string) => paged<ChangeLine>(['segments', id, 'changes'], `${root}/${id}/changes`, {});

/** A purpose and channel that a preview is bound to; undefined: everybody. */
export type Reach = { purpose: string; channel: string } | undefined;

/** So long a rule has to rest before it is counted. */
export const PREVIEW_DELAY_MS = 400;

/**
 * Exact count and a sample for a rule in the making. A newer rule aborts the request, and the server then cancels its query; the
 * former answer stays on screen, marked as old. Undefined: the rule is not complete.
 */
export const previewOf = (rule: RuleNode | undefined, reach?: Reach) =>
  queryOptions({
    queryKey: ['segments', 'preview', rule ?? null, reach ?? null],
    enabled: rule !== undefined,
    queryFn: ({ signal }) => postJson<Preview>(`${root}/preview`, { rule, ...(reach ? { reach } : {}) }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });

/** A first answer from a thousand people, with its interval; null when not even that is quick. */
export const estimateQuery = (rule: RuleNode | undefined) =>
  queryOptions({
    queryKey: ['segments', 'estimate', rule ?? null],
    enabled: rule !== undefined,
    queryFn: ({ signal }) => postJson<{ estimate: RuleEstimate | null }>(`${root}/preview/estimate`, { rule }, { signal }),
    staleTime: 30_000,
    retry: false,
  });

/** How many are left after each top-level condition. */
export const funnelQuery = (rule: RuleNode | undefined) =>
  queryOptions({
    queryKey: ['segments', 'funnel', rule ?? null],
    enabled: rule !== undefined,
    queryFn: ({ signal }) => postJson<{ funnel: Funnel | null }>(`${root}/preview/funnel`, { rule }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });

/** Who would enter and leave a saved segment under this rule. */
export const comparisonQuery = (segmentId: string, rule: RuleNode | undefined) =>
  queryOptions({
    queryKey: ['segments', segmentId, 'compare', rule ?? null],
    enabled: rule !== undefined,
    queryFn: ({ signal }) => postJson<Comparison>(`${root}/preview/compare`, { segmentId, rule }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });

/** Of when the cut points of a trait are. */
export const cutPointsQuery = (trait: string) =>
  queryOptions({
    queryKey: ['segments', 'cut-points', trait],
    queryFn: ({ signal }) => fetchJson<{ stamp: CutPointStamp | null }>(`${root}/cut-points?${new URLSearchParams({ trait })}`, { signal }),
    // Saving a rule has them made: what the editor was told a moment ago says nothing.
    staleTime: 0,
  });

/** Properties seen on an event, for filters. */
export const propertiesQuery = (event: string) =>
  queryOptions({
    queryKey: ['segments', 'properties', event],
    queryFn: ({ signal }) =>
      fetchJson<{ data: { property: string; type: ValueType }[] }>(`${root}/properties?${new URLSearchParams({ event })}`, { signal }),
    staleTime: 60_000,
  });

/** What lies in the properties and the context of an event, as far as it was seen. */
export const fieldsQuery = (event: string) =>
  queryOptions({
    queryKey: ['segments', 'fields', event],
    queryFn: ({ signal }) => fetchJson<{ data: EventField[] }>(`${root}/fields?${new URLSearchParams({ event })}`, { signal }),
    staleTime: 60_000,
  });

/** Where values to suggest come from: a trait or what lies inside it, or a part of an event (`items`: of each item of a list). */
export type ValueOrigin =
  | { trait: string; path?: readonly string[] | undefined }
  | { event: string; property: string; path?: readonly string[] | undefined; in?: 'context' | undefined; items?: 'yes' | undefined };

/** Frequent values, with how often they were seen; of a trait also what lies inside it. */
export const sampleValuesQuery = (origin: ValueOrigin) =>
  queryOptions({
    queryKey: ['segments', 'values', origin],
    queryFn: ({ signal }) => {
      const asked = { ...origin, path: origin.path?.length ? JSON.stringify(origin.path) : undefined };
      const query = new URLSearchParams(Object.entries(asked).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : [])));
      return fetchJson<{ data: SampleValue[]; inside: InsideTrait[] }>(`${root}/values?${query}`, { signal });
    },
    staleTime: 60_000,
  });

/** Why a person is in a segment or not, condition by condition. */
export const explanationOf = (id: string, profileId: string) =>
  queryOptions({
    queryKey: ['segments', id, 'explain', profileId],
    queryFn: ({ signal }) => fetchJson<Explanation>(`${root}/${id}/explain?${new URLSearchParams({ profile: profileId })}`, { signal }),
    staleTime: 0,
  });

/** When a person enters or leaves by the clock, if nothing happens. */
export const nextChangeOf = (id: string, profileId: string) =>
  queryOptions({
    queryKey: ['segments', id, 'next', profileId],
    queryFn: ({ signal }) => fetchJson<NextChangeView>(`${root}/${id}/next?${new URLSearchParams({ profile: profileId })}`, { signal }),
    staleTime: 0,
    retry: false,
  });

/** Size and state of a segment, followed while it is open; at first as the page came. */
export const segmentNow = (id: string, shown: SegmentNow) =>
  queryOptions({
    queryKey: ['segments', id, 'now'],
    queryFn: ({ signal }) => fetchJson<SegmentNow>(`${root}/${id}/state`, { signal }),
    initialData: shown,
    staleTime: 0,
    refetchInterval: 5_000,
  });

/** Size of a segment over time. */
export const sizeHistoryOf = (id: string, days: number) =>
  queryOptions({
    queryKey: ['segments', id, 'size', days],
    queryFn: ({ signal }) => fetchJson<{ data: SizePoint[] }>(`${root}/${id}/size?days=${days}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });

/** People by name, e-mail, phone or id, for the picker. */
export const peopleQuery = (q: string) =>
  queryOptions({
    queryKey: ['segments', 'people', q],
    enabled: q.length >= 2,
    queryFn: ({ signal }) =>
      fetchJson<{ data: { id: string; label: string; detail?: string }[] }>(
        `/api/internal/profiles/search?${new URLSearchParams({ q, limit: '8' })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

/** Templates in the reader's language, with what each needs and whether that is here. */
export const templatesQuery = () =>
  queryOptions({
    queryKey: ['segments', 'templates'],
    queryFn: ({ signal }) => fetchJson<{ data: OfferedTemplate[] }>(`${root}/templates`, { signal }),
    staleTime: 60_000,
  });
