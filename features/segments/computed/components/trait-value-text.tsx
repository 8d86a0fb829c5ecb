'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';

/** A value of a computed trait in the reader's language. */
export function TraitValueText({ value }: { value: unknown }) {
  const t = useTranslations('computed');
  const format = useFormat();
  if (value === null || value === undefined) return <>{t('noValue')}</>;
  if (typeof value === 'number') return <>{format.number(value)}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (Array.isArray(value)) return <bdi>{format.list(value.map(String))}</bdi>;
  return <bdi>{String(value)}</bdi>;
}
