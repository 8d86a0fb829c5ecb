'use client';

import { Autocomplete, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormat } from '@/components/use-format';
import { sampleValuesQuery, type ValueOrigin } from '../../queries';
import type { ValueType } from '../value-schema';
import classes from './editor.module.css';
import { useField } from './place';

/** Values seen so far, the frequent ones first, from when the field is entered. */
function useSeen(source: ValueOrigin) {
  const format = useFormat();
  const [entered, setEntered] = useState(false);
  const named = 'trait' in source ? source.trait !== '' : source.property !== '';
  const { data } = useQuery({ ...sampleValuesQuery(source), enabled: entered && named });
  const seen = data?.data ?? [];
  const counts = new Map(seen.map(({ value, count }) => [value, count]));
  return {
    data: seen.map(({ value }) => value),
    onFocus: () => setEntered(true),
    renderOption: ({ option }: { option: { value: string } }) => (
      <span className={classes.option}>
        <bdi>{option.value}</bdi>
        <span className={classes.optionHint}>{format.number(counts.get(option.value) ?? 0)}</span>
      </span>
    ),
  };
}

type Props = { value: unknown; source: ValueOrigin; onChange: (value: unknown) => void };

/** One value, with those that were seen. */
export function SuggestedValue({ value, source, onChange }: Props) {
  const t = useTranslations('segments.field');
  const field = useField();
  return (
    <Autocomplete
      {...field}
      aria-label={t('value')}
      className={classes.value}
      placeholder={t('valuePlaceholder')}
      value={value === undefined ? '' : String(value)}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      {...useSeen(source)}
    />
  );
}

/** Several values, with those that were seen. */
export function SuggestedValues({ type, value, source, onChange }: Props & { type: ValueType }) {
  const t = useTranslations('segments.field');
  const field = useField();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      {...field}
      aria-label={t('values')}
      className={classes.values}
      placeholder={chosen.length > 0 ? '' : t('valuesPlaceholder')}
      value={chosen}
      onChange={(next) => {
        const typed = type === 'number' ? next.map(Number).filter((n) => !Number.isNaN(n)) : next;
        onChange(typed.length > 0 ? typed : undefined);
      }}
      acceptValueOnBlur
      maxTags={1000}
      {...useSeen(source)}
    />
  );
}
