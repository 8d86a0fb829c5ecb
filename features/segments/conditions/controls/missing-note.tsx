'use client';

import { useTranslations } from 'next-intl';
import type { ValueOp } from '../value-schema';
import classes from './editor.module.css';

const including: readonly ValueOp[] = ['neq', 'not_in', 'not_contains', 'not_includes'];
const silent: readonly ValueOp[] = ['exists', 'not_exists'];

/** Says what becomes of people who lack the value, under each comparison that has to decide it. */
export function MissingNote({ name, op }: { name: string; op: ValueOp }) {
  const t = useTranslations('segments.missing');
  if (silent.includes(op)) return null;
  return <span className={classes.note}>{including.includes(op) ? t('included', { name }) : t('excluded', { name })}</span>;
}
