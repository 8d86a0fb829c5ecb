'use client';

import { useTranslations } from 'next-intl';
import classes from './editor.module.css';

/** Under a choice whose thing is no longer offered: it was archived or deleted. */
export function GoneNote({ value, among }: { value: string | undefined; among: readonly string[] }) {
  const t = useTranslations('segments.field');
  if (value === undefined || value === '' || among.includes(value)) return null;
  return <p className={classes.issue}>{t('gone')}</p>;
}
