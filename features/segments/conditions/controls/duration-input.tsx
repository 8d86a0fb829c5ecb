'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Duration, type DurationUnit, unitMs } from '../duration';
import classes from './editor.module.css';
import { SmallNumber } from './small-number';

const units = Object.keys(unitMs) as DurationUnit[];

type Props = { value: Duration | undefined; onChange: (value: Duration) => void; label?: string };

/** A length of time: a number and a unit. */
export function DurationInput({ value, onChange, label }: Props) {
  const t = useTranslations('segments');
  const unit = units.find((u) => value?.[u] !== undefined) ?? 'days';
  const amount = value?.[unit];
  const name = (field: string) => (label ? `${label}: ${field}` : field);
  return (
    <span className={classes.pair}>
      <SmallNumber
        label={name(t('field.amount'))}
        min={1}
        value={amount}
        onChange={(next) => onChange((next === undefined ? {} : { [unit]: next }) as Duration)}
      />
      <NativeSelect
        aria-label={name(t('field.unit'))}
        value={unit}
        onChange={(event) => onChange({ [event.currentTarget.value]: amount ?? 1 } as Duration)}
        data={units.map((u) => ({ value: u, label: t(`unit.${u}`) }))}
      />
    </span>
  );
}
