'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useFormat } from '@/components/use-format';
import { useSaid } from '@/components/use-said';
import type { DraftFault } from '../../core/draft-faults';

/** The parts of a condition that there are several of. */
const numbered = ['where', 'steps', 'some'] as const;
/** What a field is called on screen, where that is not its name in the condition. */
const shown: Record<string, string> = {
  op: 'field.operator',
  last: 'field.window',
  between: 'field.window',
  within: 'field.window',
  at: 'field.date',
  count: 'field.times',
  n: 'field.items',
  days: 'field.amount',
  segmentId: 'field.segment',
  sourceId: 'field.source',
  listId: 'field.list',
  seed: 'bucket.seed',
  share: 'interest.share',
  least: 'interest.least',
};

/** Says what is wrong with a condition, naming the field as it stands on screen: "Filter 2: Value is missing". */
export function useFaultWords(): (fault: DraftFault) => string {
  const t = useTranslations('segments');
  const format = useFormat();
  const said = useSaid();
  return useCallback(
    ({ path, said: words }) => {
      const around = path.flatMap((part, i) => {
        const many = numbered.find((name) => name === part);
        const n = path[i + 1];
        return many && typeof n === 'number' ? [t(`editor.fault.${many}`, { n: format.integer(n + 1) })] : [];
      });
      const own = path.filter((part) => typeof part === 'string' && !numbered.some((name) => name === part)).at(-1);
      const key = own === undefined ? undefined : (shown[own] ?? `field.${own}`);
      const field = key !== undefined && t.has(key) ? t(key) : undefined;
      const sentence = words ? said(words) : t('editor.fault.missing', { field: field ?? t('editor.fault.other') });
      const place = [...around, ...(words && field ? [field] : [])].reduce(
        (outer, inner) => (outer ? t('editor.fault.deeper', { outer, inner }) : inner),
        '',
      );
      return place ? t('editor.fault.inside', { outer: place, inner: sentence }) : sentence;
    },
    [t, format, said],
  );
}
