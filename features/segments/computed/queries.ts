import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson, postJson } from '@/components/fetch-json';
import type { Definition } from './schema';
import type { TraitDetails, TraitLine, ValuePreview } from './types';

const root = '/api/internal/computed-traits';

/** All computed traits, followed while the list is open; at first as the page came. */
export const traitRows = (shown: TraitLine[]) =>
  queryOptions({
    queryKey: ['computed-traits'],
    queryFn: ({ signal }) => fetchJson<{ data: TraitLine[] }>(root, { signal }),
    initialData: { data: shown },
    staleTime: 0,
    refetchInterval: 5_000,
  });

/** One computed trait with ten people's values, followed while it is open. */
export const traitNow = (shown: TraitDetails) =>
  queryOptions({
    queryKey: ['computed-traits', shown.trait.name],
    queryFn: ({ signal }) => fetchJson<TraitDetails>(`${root}/${shown.trait.name}`, { signal }),
    initialData: shown,
    staleTime: 0,
    refetchInterval: 5_000,
  });

/** What a definition in the making gives for ten people. Undefined: it is not complete. */
export const valuesOf = (definition: Definition | undefined) =>
  queryOptions({
    queryKey: ['computed-traits', 'preview', definition ?? null],
    enabled: definition !== undefined,
    queryFn: ({ signal }) => postJson<ValuePreview>(`${root}/preview`, { definition }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
