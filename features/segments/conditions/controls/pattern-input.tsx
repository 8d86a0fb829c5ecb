'use client';

import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { readPattern } from '../pattern';
import classes from './editor.module.css';
import { useField } from './place';

type Props = { value: unknown; onChange: (value: string | undefined) => void };

/** A pattern, with what is wrong with it as it is typed. */
export function PatternInput({ value, onChange }: Props) {
  const t = useTranslations();
  const field = useField();
  const text = typeof value === 'string' ? value : '';
  const pattern = text === '' ? undefined : readPattern(text);
  return (
    <TextInput
      {...field}
      aria-label={t('segments.field.regex')}
      className={classes.pattern}
      classNames={{ input: classes.code ?? '' }}
      placeholder="^A[0-9]{3}$"
      dir="ltr"
      spellCheck={false}
      autoCapitalize="off"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      error={pattern?.ok === false ? t(`errors.rule.pattern.${pattern.fault}`, { at: pattern.at + 1 }) : field.error}
    />
  );
}
