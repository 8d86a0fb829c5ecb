'use client';

import { useTranslations } from 'next-intl';

/** An event's name for a list: the built-in kinds in words, a track event by its own name. */
export function useEventLabel(): (name: string) => string {
  const t = useTranslations('profiles.eventType');
  return (name) => (name.startsWith('$') && t.has(name.slice(1) as never) ? t(name.slice(1) as never) : name);
}
