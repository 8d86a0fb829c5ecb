'use client';

import { Button, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';

type Props = {
  label: string;
  description: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** A signing secret of ours: write-only. A generated one is shown until the form is sent, to be copied. */
export function SecretField({ label, description, error, value, onChange }: Props) {
  const t = useTranslations('connections');
  const [generated, setGenerated] = useState('');
  const generate = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const secret = `whsec_${btoa(String.fromCharCode(...bytes))}`;
    setGenerated(secret);
    onChange(secret);
  };
  const isGenerated = generated !== '' && generated === value;
  return (
    <TextInput
      label={label}
      description={isGenerated ? t('generated') : description}
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
