'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { NameInput } from '../controls/name-input';
import { Place } from '../controls/place';
import type { ValueType } from '../value-schema';

type Field = { path: readonly string[]; type: ValueType; share?: number };
type Ref = { property?: string | undefined; path?: string[] | undefined };

type Props = {
  value: Ref;
  fields: readonly Field[];
  onChange: (value: Ref, type: ValueType) => void;
  label: string;
};

/** "cart.id" for `id` inside `cart`. */
export const fieldText = ({ property = '', path = [] }: Ref): string => [property, ...path].join('.');

const fieldOf = (fields: readonly Field[], text: string) => fields.find((field) => field.path.join('.') === text);

/** The type that a part of an event mostly has; text for what was not seen. */
export const typeOfField = (fields: readonly Field[], value: Ref): ValueType => fieldOf(fields, fieldText(value))?.type ?? 'string';

/** A part of an event by name, with those seen, their type and in how many events they are given. */
export function FieldInput({ value, fields, onChange, label }: Props) {
  const t = useTranslations('segments');
  const format = useFormat();
  const hint = ({ type, share }: Field) =>
    share === undefined ? t(`type.${type}`) : t('field.share', { type: t(`type.${type}`), share: format.percent(share / 100) });
  const set = (text = '') => {
    const known = fieldOf(fields, text);
    const names = known?.path ?? text.split('.');
    const [property = '', ...path] = names.some((name) => name === '') ? [text] : names;
    onChange({ property: property || undefined, path: path.length > 0 ? path : undefined }, known?.type ?? 'string');
  };
  return (
    <Place at="property">
      <NameInput
        label={label}
        placeholder={t('field.propertyPlaceholder')}
        known={fields.map((field) => ({ name: field.path.join('.'), hint: hint(field) }))}
        value={fieldText(value)}
        onChange={set}
      />
    </Place>
  );
}
