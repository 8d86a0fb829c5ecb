'use client';

import { NativeSelect, NumberInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from './editor.module.css';

const ops = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq'] as const;
type Value = { op: (typeof ops)[number]; n: number | undefined };

type Props = { value: unknown; onChange: (value: Value) => void };

/** How many items a list has. */
export function LengthInput({ value, onChange }: Props) {
  const t = useTranslations('segments');
  const given: Value = typeof value === 'object' && value !== null && 'op' in value ? (value as Value) : { op: 'gte', n: 1 };
  return (
    <span className={classes.pair}>
      <NativeSelect
        aria-label={t('field.howMany')}
        value={given.op}
        onChange={(event) => onChange({ ...given, op: event.currentTarget.value as Value['op'] })}
        data={ops.map((op) => ({ value: op, label: t(`countOp.${op}`) }))}
      />
      <NumberInput
        aria-label={t('field.items')}
        className={classes.small}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        hideControls
        value={given.n ?? ''}
        onChange={(n) => onChange({ ...given, n: n === '' ? undefined : Number(n) })}
      />
    </span>
  );
}
