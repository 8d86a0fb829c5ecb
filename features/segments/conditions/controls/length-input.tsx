'use client';

import { useTranslations } from 'next-intl';
import type { CountOp } from '../event/measure';
import { CountCheck } from './count-check';
import classes from './editor.module.css';

type Value = { op: CountOp; n: number | undefined };
type Props = { value: unknown; onChange: (value: Value) => void };

/** How many items a list has. */
export function LengthInput({ value, onChange }: Props) {
  const t = useTranslations('segments.field');
  const { op, n }: Value = typeof value === 'object' && value !== null && 'op' in value ? (value as Value) : { op: 'gte', n: 1 };
  return (
    <span className={classes.pair}>
      <CountCheck labels={{ op: t('howMany'), count: t('items') }} at="n" op={op} count={n} onChange={(op, n) => onChange({ op, n })} />
    </span>
  );
}
