'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { useAction } from '@/components/use-action';
import { isLocale } from '@/lib/i18n/config';
import { preferenceLinkAction } from '../actions';

/** Makes the link to a person's own preference page, to be sent to them. */
export function PreferenceLinkButton({ profileId }: { profileId: string }) {
  const t = useTranslations('consent.link');
  const locale = useLocale();
  const [url, setUrl] = useState('');
  const make = useAction(preferenceLinkAction, { onSuccess: (made) => setUrl(made.url) });
  if (url === '') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={make.pending}
        onClick={() => void make.run({ profileId, locale: isLocale(locale) ? locale : 'en' })}
      >
        {t('make')}
      </Button>
    );
  }
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput size="xs" aria-label={t('label')} value={url} readOnly dir="ltr" onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={url} what={t('copy')} />
    </Group>
  );
}
