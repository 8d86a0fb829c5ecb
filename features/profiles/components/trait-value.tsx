'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import classes from './profile.module.css';

const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** One value as a person reads it: yes and no, dates and numbers in their language, lists as words, objects as JSON. */
export function TraitValue({ value }: { value: unknown }) {
  const t = useTranslations('profiles.traits');
  const format = useFormat();
  if (value === null || value === undefined) return <span className={classes.quiet}>–</span>;
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return <span className="tabular">{format.number(value)}</span>;
  if (typeof value === 'string') {
    if (ISO_MOMENT.test(value)) return <span title={value}>{format.dateTime(value)}</span>;
    return <bdi className={classes.value}>{value}</bdi>;
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) {
    return <bdi className={classes.value}>{value.join(', ')}</bdi>;
  }
  return <code className={classes.value}>{JSON.stringify(value)}</code>;
}
