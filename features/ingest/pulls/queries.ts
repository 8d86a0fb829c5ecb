import { queryOptions, skipToken } from '@tanstack/react-query';
import type { SourceSelection } from '@/features/sources/connections/types';
import { AppError, type Result } from '@/lib/errors';
import type { NamedMapping } from '../mapping/named-mapping';
import { describeSourceAction, listStreamsAction, previewMappingAction } from './actions';

/** An action's answer for a query. @throws AppError */
function dataOf<T>(result: Result<T>): T {
  if (result.ok) return result.data;
  const { code, message, key, values } = result.error;
  throw new AppError(code === 'internal' ? 'unavailable' : code, message, { key, values });
}

/** The tables of a source. */
export const streamsQuery = (id: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['sources', id, 'streams'],
    queryFn: enabled ? async () => dataOf(await listStreamsAction({ id })) : skipToken,
    retry: false,
    staleTime: 60_000,
  });

/** Columns and rows of what is chosen; null while nothing is. */
export const describeQuery = (id: string, selection: SourceSelection | null) =>
  queryOptions({
    queryKey: ['sources', id, 'describe', selection] as const,
    queryFn: selection ? async () => dataOf(await describeSourceAction({ id, selection })) : skipToken,
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    // Another key or mark of the same columns: what is being filled in stays on the screen.
    placeholderData: (before, query) => (isSame(query?.queryKey[3], selection) ? before : undefined),
  });

type Preview = { header: string[]; rows: (string | null)[][]; mapping: NamedMapping };

const isSame = (a: SourceSelection | null | undefined, b: SourceSelection | null): boolean =>
  Boolean(a && b) && a?.stream === b?.stream && a?.query === b?.query && a?.items === b?.items;

/** What rows become; null while the mapping is not whole. */
export const previewQuery = (input: Preview | null) =>
  queryOptions({
    queryKey: ['mapping-preview', input],
    queryFn: input ? async () => dataOf(await previewMappingAction(input)) : skipToken,
    retry: false,
    placeholderData: (before) => before,
  });
