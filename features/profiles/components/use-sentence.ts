'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { sentenceOf } from '../core/sentence';
import type { EventView } from '../types';

type Told = Pick<EventView, 'name' | 'properties' | 'value' | 'currency'>;

/**
 * Says events in the reader's language: the sentence, then its details, each money and number as they are written there.
 * @param currency of amounts whose event names none: the person's usual one
 */
export function useSentence(currency: string | null): (event: Told) => string {
  const t = useTranslations('profiles.sentence');
  const format = useFormat();
  return (event) => {
    const { key, values, details } = sentenceOf(event);
    const told = details.map((d) => (d.kind === 'money' ? format.money(d.amount, d.currency ?? currency ?? undefined) : d.text));
    return [t(key, values), ...told].join(t('separator'));
  };
}
