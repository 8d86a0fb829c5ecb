'use client';

import { Autocomplete, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { sampleValuesQuery } from '../../queries';
import type { Duration } from '../duration';
import type { ValueOp, ValueType } from '../value-schema';
import { DurationInput } from './duration-input';
import classes from './editor.module.css';
import { shapeOf } from './test-value';

/** Where values to suggest come from: a trait, or a property of an event. */
export type ValueSource = { trait: string } | { event: string; property: string };

type Props = { op: ValueOp; type: ValueType; value: unknown; source: ValueSource; onChange: (value: unknown) => void };

const numberOf = (value: string | number): number | undefined => (value === '' || Number.isNaN(Number(value)) ? undefined : Number(value));

/** The control for what an operator compares with. */
export function ValueInput({ op, type, value, source, onChange }: Props) {
  const t = useTranslations('segments.field');
  const shape = shapeOf(op);
  const [focused, setFocused] = useState(false);
  const suggests = (shape === 'one' || shape === 'many') && type !== 'number';
  const values = useQuery({ ...sampleValuesQuery(source), enabled: focused && suggests });
  const offered = values.data?.data ?? [];
  const pair = Array.isArray(value) ? (value as (string | number | undefined)[]) : [];

  if (shape === 'none') return null;
  if (shape === 'duration') return <DurationInput value={value as Duration} onChange={onChange} />;
  if (shape === 'pair') {
    const date = type === 'date' || typeof pair[0] === 'string';
    const at = (i: 0 | 1) => (next: string | number | undefined) => onChange(i === 0 ? [next, pair[1]] : [pair[0], next]);
    return date ? (
      <>
        <DateInput label={t('from')} value={pair[0]} onChange={at(0)} />
        <DateInput label={t('to')} value={pair[1]} onChange={at(1)} />
      </>
    ) : (
      <>
        <NumberField label={t('from')} value={pair[0]} onChange={at(0)} />
        <NumberField label={t('to')} value={pair[1]} onChange={at(1)} />
      </>
    );
  }
  if (shape === 'date') return <DateInput label={t('value')} value={value} onChange={onChange} />;
  if (shape === 'number' || (shape === 'one' && type === 'number'))
    return <NumberField label={t('value')} value={value} onChange={onChange} />;
  if (shape === 'many')
    return (
      <TagsInput
        aria-label={t('values')}
        className={classes.values}
        placeholder={Array.isArray(value) && value.length > 0 ? '' : t('valuesPlaceholder')}
        data={offered}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(next) => {
          const typed = type === 'number' ? next.map(Number).filter((n) => !Number.isNaN(n)) : next;
          onChange(typed.length > 0 ? typed : undefined);
        }}
        acceptValueOnBlur
        maxTags={1000}
        onFocus={() => setFocused(true)}
      />
    );
  return (
    <Autocomplete
      aria-label={t('value')}
      className={classes.value}
      placeholder={t('valuePlaceholder')}
      data={offered}
      value={value === undefined ? '' : String(value)}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      onFocus={() => setFocused(true)}
    />
  );
}

type FieldProps = { label: string; value: unknown; onChange: (value: string | number | undefined) => void };

function NumberField({ label, value, onChange }: FieldProps) {
  return (
    <NumberInput
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
  return (
    <TextInput
      type="date"
      aria-label={label}
      className={classes.date}
      value={typeof value === 'string' ? value.slice(0, 10) : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
