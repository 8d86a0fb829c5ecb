'use client';

import { useLocalStorage } from '@mantine/hooks';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { MembersAsk } from '../queries';

const parsers = {
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(['id', 'newest', 'oldest']).withDefault('id'),
  columns: parseAsArrayOf(parseAsString),
};

/**
 * What is asked of the members: in the address, so that it can be passed on. The columns last chosen are kept in this browser, and hold where
 * the address names none.
 */
export function useMembersAsk(): { ask: Omit<MembersAsk, 'columns'>; chosen: string[]; setAsk: (change: Partial<MembersAsk>) => void } {
  const [kept, keep] = useLocalStorage<string[]>({ key: 'segment-member-columns', defaultValue: [] });
  const [state, setState] = useQueryStates(parsers, { history: 'replace' });
  return {
    ask: { q: state.q, sort: state.sort },
    chosen: state.columns ?? kept,
    setAsk: (change) => {
      if (change.columns) keep(change.columns);
      void setState({ ...change, ...(change.q === '' ? { q: null } : {}) });
    },
  };
}
