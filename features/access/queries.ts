import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { AuditFilter } from './schema';
import type { AuditLine } from './types';

type Page = { data: (Omit<AuditLine, 'at'> & { at: string })[]; nextCursor: number | null };

/** The filters as they stand in an address; empty ones are left out. */
export const auditSearch = (filter: AuditFilter, cursor?: number | null): string =>
  new URLSearchParams(
    Object.entries({ ...filter, cursor }).flatMap(([key, value]) => (value ? [[key, String(value)] as [string, string]] : [])),
  ).toString();

/** The audit log, page by page, newest first. */
export const auditQueryOptions = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => fetchJson<Page>(`/api/internal/audit?${auditSearch(filter, pageParam)}`, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
