'use client';

import { Checkbox, NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { SecretField } from './secret-field';
import { type FormField, fieldValue, type SettingsValues, shownFields } from './types';

type Props = {
  fields: FormField[];
  values: SettingsValues;
  /** Secrets that have a value already. */
  set: string[];
  onChange: (values: SettingsValues) => void;
  fieldError: (path: string) => string | undefined;
};

/** The settings of one kind of source or destination, rendered from its own description. */
export function SettingsFields({ fields, values, set, onChange, fieldError }: Props) {
  const t = useTranslations('connections');
  const say = (key: string, fallback: string) => (t.has(key as 'fields.url.label') ? t(key as 'fields.url.label') : fallback);
  return shownFields(fields, values).map((field) => {
    const { name } = field;
    const value = fieldValue(field, values);
    const change = (next: string | number | boolean) => onChange({ ...values, [name]: next });
    const text = (event: { currentTarget: { value: string } }) => change(event.currentTarget.value);
    const isSet = set.includes(name);
    const help = say(`fields.${name}.help`, field.description);
    const common = {
      label: say(`fields.${name}.label`, field.title),
      description: isSet ? `${help} ${t('secretSet')}` : help,
      error: fieldError(`settings.${name}`),
    };
    const input = { ...common, dir: 'ltr' as const, placeholder: field.placeholder, value: String(value ?? ''), onChange: text };
    if (field.widget === 'secret' && name === 'secret') {
      return <SecretField key={name} {...common} value={String(value ?? '')} onChange={change} />;
    }
    if (field.widget === 'secret') return <PasswordInput key={name} {...input} autoComplete="new-password" />;
    if (field.widget === 'secret-text' || field.widget === 'text') {
      return <Textarea key={name} {...input} autosize minRows={3} maxRows={10} autoComplete="off" spellCheck={false} />;
    }
    if (field.type === 'select') {
      return (
        <Select
          key={name}
          {...common}
          allowDeselect={false}
          value={value === undefined ? null : String(value)}
          onChange={(chosen) => chosen !== null && change(chosen)}
          data={field.options.map((option) => ({ value: option, label: say(`options.${name}.${option}`, option) }))}
        />
      );
    }
    if (field.type === 'boolean') {
      return <Checkbox key={name} {...common} checked={value === true} onChange={(event) => change(event.currentTarget.checked)} />;
    }
    if (field.type === 'number') {
      return <NumberInput key={name} {...common} value={typeof value === 'number' ? value : ''} onChange={change} />;
    }
    return <TextInput key={name} {...input} type={field.type === 'url' ? 'url' : 'text'} autoComplete="off" />;
  });
}
