'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { DashboardFilter } from '../../schema';

export const ranges = ['30', '90', '365', 'all', 'custom'] as const;

const address = {
  segment: parseAsString,
  range: parseAsStringLiteral(ranges).withDefault('all'),
  from: parseAsString,
  to: parseAsString,
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whom and when the dashboard is about, kept in the address; days are used with the range `custom` only. */
export function useDashboardFilter() {
  const [state, setState] = useQueryStates(address, { history: 'push', shallow: true });
  const { segment, range, from, to } = state;
  const filter = useMemo((): DashboardFilter => {
    const day = (text: string | null) => (range === 'custom' && text !== null && DAY.test(text) ? text : undefined);
    const [first, last] = [day(from), day(to)];
    return { range, ...(segment ? { segment } : {}), ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) };
  }, [segment, range, from, to]);
  const isFiltered = segment !== null || range !== 'all';
  return {
    filter,
    isFiltered,
    setFilter: (change: Partial<typeof state>) => void setState(change),
    clear: () => void setState({ segment: null, range: null, from: null, to: null }),
  };
}
