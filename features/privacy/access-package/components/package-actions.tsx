'use client';

import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { useFormat } from '@/components/use-format';
import { useConfirmedAction } from '@/features/access/components/confirm/use-confirmed-action';
import { packageLinkAction, preparePackageAction } from '../actions';

type Props = { requestId: string; hasLink: boolean };

/** Fetches the package, or makes the person's own link, which is shown once. Both ask for the password when it was typed long ago. */
export function PackageActions({ requestId, hasLink }: Props) {
  const t = useTranslations('package.panel');
  const format = useFormat();
  const [link, setLink] = useState<{ url: string; expiresAt: string }>();
  const download = useConfirmedAction(preparePackageAction, { onSuccess: ({ url }) => window.location.assign(url) });
  const make = useConfirmedAction(packageLinkAction, { onSuccess: setLink });
  return (
    <>
      <Group mt="md" gap="xs">
        <Button leftSection={<IconDownload size={16} />} loading={download.pending} onClick={() => void download.run({ requestId })}>
          {t('download')}
        </Button>
        <Button variant="default" leftSection={<IconLink size={16} />} loading={make.pending} onClick={() => void make.run({ requestId })}>
          {t(hasLink || link ? 'newLink' : 'makeLink')}
        </Button>
      </Group>
      {link && (
        <TextInput
          mt="md"
          label={t('link')}
          description={t('linkText', { date: format.dateTime(link.expiresAt) })}
          value={link.url}
          readOnly
          dir="ltr"
          onFocus={(event) => event.currentTarget.select()}
          rightSection={<CopyButton value={link.url} what={t('copyLink')} />}
        />
      )}
      {hasLink && !link && (
        <Text size="sm" mt="xs" c="dimmed">
          {t('hasLink')}
        </Text>
      )}
      {download.dialog}
      {make.dialog}
    </>
  );
}
