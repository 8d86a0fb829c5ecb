import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/components/fetch-json';
import type { Reason, Reasons } from './types';

type Span = { from: string; to: string };

const root = (segmentId: string) => `/api/internal/segments/${segmentId}/reasons`;

/** Why people entered and left in a time. */
export const reasonsOf = (segmentId: string, span: Span) =>
  queryOptions({
    queryKey: ['segments', segmentId, 'reasons', span],
    queryFn: ({ signal }) => fetchJson<Reasons>(`${root(segmentId)}?${new URLSearchParams(span)}`, { signal }),
    staleTime: 15_000,
  });

/** Where the people of a reason are listed. */
export const reasonPath = (segmentId: string, { from, to }: Span, { change, cause, version, flipped }: Reason): string =>
  `${root(segmentId)}/people?${new URLSearchParams({
    from,
    to,
    change,
    cause,
    ...(version === null ? {} : { version: String(version) }),
    ...(flipped === null ? {} : { flipped: String(flipped) }),
  })}`;
