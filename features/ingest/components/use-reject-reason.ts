'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { refusalLimits } from '../core/refusals';
import type { Reject } from '../data/rejects';

/** Codes whose sentence names what was found, which no message can know. */
const detailed = new Set(['time_out_of_range', 'refused_by_database']);

/** Whether the stored English sentence says more than the code does. */
export const isDetailed = ({ code, stage, reason }: Pick<Reject, 'code' | 'stage' | 'reason'>): boolean =>
  reason !== code && (detailed.has(code) || stage === 'mapping');

/** Why an event was refused, in the reader's language: by its code, else as it was stored. */
export function useRejectReason(): (reject: Pick<Reject, 'code' | 'reason'>) => string {
  const t = useTranslations('errors.reject');
  const rows = useTranslations('imports.codes');
  return useCallback(
    ({ code, reason }) => {
      if (t.has(code as 'gone')) return t(code as 'gone', refusalLimits);
      return rows.has(code as 'no_key') ? rows(code as 'no_key') : reason;
    },
    [t, rows],
  );
}
