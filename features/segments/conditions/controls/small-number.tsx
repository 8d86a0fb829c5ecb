'use client';

import { NumberInput } from '@mantine/core';
import classes from './editor.module.css';
import { useField } from './place';

type Props = {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  /** Digits after the point; whole numbers without. */
  decimals?: number;
  suffix?: string;
};

/** A number of a few digits, not below nought. One that is out of its range is left as it is written: the rule says what is wrong with it. */
export function SmallNumber({ label, value, onChange, min = 0, decimals = 0, ...rest }: Props) {
  const field = useField();
  return (
    <NumberInput
      {...field}
      aria-label={label}
      className={classes.small}
      min={min}
      allowDecimal={decimals > 0}
      allowNegative={false}
      decimalScale={decimals}
      clampBehavior="none"
      hideControls
      value={value ?? ''}
      onChange={(next) => onChange(next === '' ? undefined : Number(next))}
      {...rest}
    />
  );
}
