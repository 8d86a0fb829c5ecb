'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { Side } from '../types';
import classes from './compare.module.css';

type Props = { a: Side; b: Side; asOf: string; names: { a: string; b: string } };

/** Of how many the figures are, whether they were drawn by chance, and when. */
export function HowCounted({ a, b, asOf, names }: Props) {
  const t = useTranslations('segment-page.compare');
  const format = useFormat();
  const said = (name: string, { asked, size, sampled }: Side) =>
    sampled
      ? t('sampled', { name, asked: format.integer(asked), size: format.integer(size) })
      : t('counted', { name, size: format.integer(size) });
  return (
    <p className={classes.note}>
      {said(names.a, a)} {said(names.b, b)} {t('asOf', { time: format.time(asOf) })}
    </p>
  );
}
