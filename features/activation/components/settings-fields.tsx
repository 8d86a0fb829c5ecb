'use client';

import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import type { SettingsField } from '@/plugins/kit/settings-fields';

export type SettingsValues = Record<string, string | number | boolean>;

type Props = {
  fields: SettingsField[];
  values: SettingsValues;
  /** Secrets that have a value already. */
  set: string[];
  onChange: (values: SettingsValues) => void;
  fieldError: (path: string) => string | undefined;
};

/** The settings of one kind of destination, rendered from its description. */
export function SettingsFields({ fields, values, set, onChange, fieldError }: Props) {
  const t = useTranslations('destinations');
  return fields.map((field) => {
    const known = t.has(`fields.${field.name}.label` as 'fields.url.label');
    const label = known ? t(`fields.${field.name}.label` as 'fields.url.label') : field.title;
    const description = known ? t(`fields.${field.name}.help` as 'fields.url.help') : field.description;
    const common = { label, description, error: fieldError(`settings.${field.name}`) };
    const change = (value: string | number | boolean) => onChange({ ...values, [field.name]: value });
    const value = values[field.name];
    if (field.widget === 'secret') {
      return <SecretField key={field.name} {...common} value={String(value ?? '')} isSet={set.includes(field.name)} onChange={change} />;
    }
    if (field.type === 'boolean') {
      return <Checkbox key={field.name} {...common} checked={value === true} onChange={(event) => change(event.currentTarget.checked)} />;
    }
    if (field.type === 'number') {
      return <NumberInput key={field.name} {...common} value={typeof value === 'number' ? value : ''} onChange={change} />;
    }
    return (
      <TextInput
        key={field.name}
        {...common}
        type={field.type === 'url' ? 'url' : 'text'}
        dir="ltr"
        placeholder={field.placeholder}
        value={String(value ?? '')}
        onChange={(event) => change(event.currentTarget.value)}
        autoComplete="off"
      />
    );
  });
}

type SecretProps = {
  label: string;
  description: string;
  error: string | undefined;
  value: string;
  isSet: boolean;
  onChange: (value: string) => void;
};

/** Write-only: what is saved is never shown again. A generated one is shown until the form is sent, to be copied. */
function SecretField({ label, description, error, value, isSet, onChange }: SecretProps) {
  const t = useTranslations('destinations.form');
  const [generated, setGenerated] = useState('');
  const generate = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const secret = `whsec_${btoa(String.fromCharCode(...bytes))}`;
    setGenerated(secret);
    onChange(secret);
  };
  const isGenerated = generated !== '' && generated === value;
  const help = isGenerated ? t('generated') : isSet ? `${description} ${t('secretSet')}` : description;
  return (
    <TextInput
      label={label}
      description={help}
      error={error}
      type={isGenerated ? 'text' : 'password'}
      dir="ltr"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="new-password"
      rightSectionWidth={isGenerated ? 128 : 96}
      rightSection={
        <>
          {isGenerated && <CopyButton value={value} />}
          <Button variant="subtle" size="compact-sm" onClick={generate}>
            {t('generate')}
          </Button>
        </>
      }
    />
  );
}
