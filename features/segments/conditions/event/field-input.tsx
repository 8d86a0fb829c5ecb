'use client';

import { Autocomplete } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import classes from '../controls/editor.module.css';
import type { ValueType } from '../value-schema';

type Field = { path: readonly string[]; type: ValueType; share?: number };
type Ref = { property?: string | undefined; path?: string[] | undefined };

type Props = {
  value: Ref;
  fields: readonly Field[];
  onChange: (value: Ref, type: ValueType) => void;
  label: string;
};

const namesOf = ({ property = '', path = [] }: Ref): string[] => [property, ...path];
const textOf = (names: readonly string[]): string => names.join('.');

/** The type that a part of an event mostly has; text for what was not seen. */
export const typeOfField = (fields: readonly Field[], value: Ref): ValueType =>
  fields.find((field) => textOf(field.path) === textOf(namesOf(value)))?.type ?? 'string';

/** A part of an event by name, with those seen, their type and how often they are given; "cart.id" is `id` inside `cart`. */
export function FieldInput({ value, fields, onChange, label }: Props) {
  const t = useTranslations('segments');
  const format = useFormat();
  const byText = new Map(fields.map((field) => [textOf(field.path), field]));
  const hint = (text: string) => {
    const field = byText.get(text);
    if (!field) return '';
    return field.share === undefined ? t(`type.${field.type}`) : `${t(`type.${field.type}`)} · ${format.percent(field.share / 100)}`;
  };
  const set = (text: string) => {
    const known = byText.get(text);
    const [property = '', ...path] = known ? known.path : text.includes('..') || /^\.|\.$/.test(text) ? [text] : text.split('.');
    onChange({ property: property || undefined, path: path.length > 0 ? path : undefined }, known?.type ?? 'string');
  };
  return (
    <Autocomplete
      aria-label={label}
      placeholder={t('field.propertyPlaceholder')}
      data={[...byText.keys()]}
      value={textOf(namesOf(value))}
      onChange={set}
      limit={100}
      className={classes.name}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.value}</span>
          <span className={classes.optionHint}>{hint(option.value)}</span>
        </span>
      )}
    />
  );
}
