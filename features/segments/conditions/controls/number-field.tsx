'use client';

import { NumberInput, TextInput } from '@mantine/core';
import classes from './editor.module.css';
import { useField } from './place';

type FieldProps = { label: string; value: unknown; onChange: (value: string | number | undefined) => void };

const numberOf = (value: string | number): number | undefined => (value === '' || Number.isNaN(Number(value)) ? undefined : Number(value));

/** A number that may be anything. */
export function NumberField({ label, value, onChange }: FieldProps) {
  const field = useField();
  return (
    <NumberInput
      {...field}
      aria-label={label}
      placeholder={label}
      className={classes.number}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(numberOf(next))}
      hideControls
    />
  );
}

/** A whole day, in the browser's own date field: it speaks the reader's language and calendar. */
export function DateInput({ label, value, onChange }: FieldProps) {
  const field = useField();
  return (
    <TextInput
      {...field}
      type="date"
      aria-label={label}
      className={classes.date}
      value={typeof value === 'string' ? value.slice(0, 10) : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
