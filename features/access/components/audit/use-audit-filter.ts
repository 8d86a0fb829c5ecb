'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import type { AuditFilter } from '../../schema';

const text = parseAsString.withDefault('');
const parsers = { actor: text, action: text, subject: text, person: text, kind: text, last: text, from: text, to: text };

export type FilterState = {
  filter: AuditFilter;
  isSet: boolean;
  set: (change: Partial<Record<keyof AuditFilter, string>>) => void;
  clear: () => void;
};

/** The filters of the audit log, kept in the address. */
export function useAuditFilter(): FilterState {
  const [values, setValues] = useQueryStates(parsers, { clearOnDefault: true });
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return {
    filter: Object.fromEntries(given) as AuditFilter,
    isSet: given.length > 0,
    set: (change) => void setValues(change),
    clear: () => void setValues(null),
  };
}
