'use client';

import { createContext, type ReactNode, use, useMemo } from 'react';

type Given = { path: string; wrong: readonly string[] };

const PlaceContext = createContext<Given>({ path: '', wrong: [] });

/** A condition's fields stand inside; those at the `wrong` places are marked. */
export function Places({ wrong, children }: { wrong: readonly string[]; children: ReactNode }) {
  const given = useMemo(() => ({ path: '', wrong }), [wrong]);
  return <PlaceContext value={given}>{children}</PlaceContext>;
}

/** Says of the field inside which part of the condition it writes: its name there, within the places around it. */
export function Place({ at, children }: { at: string | number; children: ReactNode }) {
  const { path, wrong } = use(PlaceContext);
  const given = useMemo(() => ({ path: path ? `${path}.${at}` : String(at), wrong }), [path, at, wrong]);
  return <PlaceContext value={given}>{children}</PlaceContext>;
}

export type Mark = { 'data-field'?: string; error?: true };

/**
 * For the fields at a place, each by its name there: the mark when something is wrong with it, or with what it is a part of, and the name by
 * which it is found.
 */
export function useMarks(): (at?: string) => Mark {
  const { path: around, wrong } = use(PlaceContext);
  return (at) => {
    const path = [around, at].filter(Boolean).join('.');
    if (path === '') return {};
    const marked = wrong.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
    return { 'data-field': path, ...(marked ? { error: true as const } : {}) };
  };
}

/** For the field that is all there is at a place. */
export const useField = (): Mark => useMarks()();
