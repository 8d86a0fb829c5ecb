'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import type { Words } from '../conditions/words';
import type { RuleNames } from '../data/suggestions';

/** The words a rule's sentence is made with, in the reader's language. */
export function useWords(names: RuleNames): Words {
  const t = useTranslations('segments');
  const format = useFormat();
  const event = useEventLabel();
  return useMemo(
    () => ({
      t: t as unknown as Words['t'],
      format,
      event,
      names: {
        segments: new Map(names.segments.map((s) => [s.id, s.name])),
        purposes: new Map(names.purposes.map((p) => [p.key, p.name])),
        channels: new Map(names.channels.map((c) => [c.key, c.name])),
        lists: new Map(names.lists.map((l) => [l.id, l.name])),
        campaigns: new Map(names.campaigns.map((c) => [c.id, c.name])),
        sources: new Map(names.sources.map((s) => [s.id, s.name])),
      },
    }),
    [t, format, event, names],
  );
}
