'use client';

import { Autocomplete } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import classes from './editor.module.css';
import { useField } from './place';

/** A name that can be chosen: what is written, what is shown for it, what it is, and how often it was seen. */
export type KnownName = { name: string; label?: string; hint?: string; seen?: number | undefined };

type Props = {
  label: string;
  placeholder?: string;
  known: readonly KnownName[];
  value: string | undefined;
  onChange: (name: string | undefined) => void;
};

/** A name of an event, a trait or a property: those seen so far are offered with how often, any other may be written and is marked. */
export function NameInput({ label, placeholder, known, value = '', onChange }: Props) {
  const t = useTranslations('segments.field');
  const format = useFormat();
  const field = useField();
  const shown = new Map(known.map((one) => [one.label ?? one.name, one]));
  const current = known.find((one) => one.name === value);
  return (
    <>
      <Autocomplete
        {...field}
        aria-label={label}
        placeholder={placeholder ?? ''}
        data={[...shown.keys()]}
        value={current?.label ?? value}
        onChange={(text) => onChange((shown.get(text)?.name ?? text) || undefined)}
        limit={50}
        className={classes.name}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        renderOption={({ option }) => {
          const one = shown.get(option.value);
          return (
            <span className={classes.option}>
              <span>{option.value}</span>
              <span className={classes.optionHint}>
                {[one?.hint, one?.seen === undefined ? undefined : t('seen', { count: format.integer(one.seen) })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          );
        }}
      />
      {value !== '' && known.length > 0 && !current && <span className={classes.unseen}>{t('unseen')}</span>}
    </>
  );
}
