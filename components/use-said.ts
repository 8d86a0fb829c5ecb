'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Said } from '@/lib/errors';

/**
 * Says what the server said in the reader's language: by its key when the messages hold it (a page of an older release may not), else the
 * English sentence as it came.
 */
export function useSaid(): (said: Said) => string {
  const t = useTranslations('errors');
  return useCallback(({ message, key, values }: Said) => (key && t.has(key) ? t(key, values ?? {}) : message), [t]);
}
