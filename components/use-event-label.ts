'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { unnamedEvent } from '@/lib/event-names';

/** How an event is called on screen: its own name, or words for calls without one (`$page` → "Page viewed"). */
export function useEventLabel(): (name: string) => string {
  const t = useTranslations('common.event');
  return useCallback(
    (name) => {
      const key = unnamedEvent(name);
      return key ? t(key) : name;
    },
    [t],
  );
}
