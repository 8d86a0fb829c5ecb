'use client';

import { Alert, Group, TextInput } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/copy-button';
import type { IssuedLink } from '../types';

/** Says that a link was mailed, or shows it to be copied and passed on. It is shown here and nowhere again. */
export function LinkPanel({ issued }: { issued: IssuedLink }) {
  const t = useTranslations('access.link');
  if (issued.mailed === 'sent') {
    return (
      <Alert role="status" color="tessera" icon={<IconMailCheck size={18} />}>
        {t.rich('sent', { email: issued.email, b: (chunks) => <bdi>{chunks}</bdi> })}
      </Alert>
    );
  }
  return (
    <>
      <p>{t.rich(issued.mailed, { email: issued.email, b: (chunks) => <bdi style={{ fontWeight: 600 }}>{chunks}</bdi> })}</p>
      <Group gap="xs" mt="sm" wrap="nowrap">
        <TextInput
          value={issued.link}
          readOnly
          aria-label={t('label')}
          dir="ltr"
          flex={1}
          onFocus={(event) => event.currentTarget.select()}
          data-autofocus
        />
        <CopyButton value={issued.link} what={t('copy')} size={32} />
      </Group>
    </>
  );
}
