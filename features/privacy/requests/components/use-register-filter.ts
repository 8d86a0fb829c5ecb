'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { requestTypes } from '../constants';
import { stateFilters } from '../schema';

/** What of the register is shown, as it stands in the address. */
export const useRegisterFilter = () =>
  useQueryStates(
    {
      q: parseAsString.withDefault(''),
      state: parseAsStringLiteral(stateFilters).withDefault('open'),
      type: parseAsStringLiteral(requestTypes),
      overdue: parseAsStringLiteral(['yes']),
      assignee: parseAsString,
    },
    { history: 'replace' },
  );
