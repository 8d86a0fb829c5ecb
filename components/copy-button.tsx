'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

/** Copies a value. `what` completes its name for screen readers: "Copy the write key". */
export function CopyButton({ value, what, size = 24 }: { value: string; what?: string; size?: number }) {
  const t = useTranslations('common.action');
  const clipboard = useClipboard({ timeout: 1500 });
  const label = clipboard.copied ? t('copied') : (what ?? t('copy'));
  return (
    <Tooltip label={label}>
      <ActionIcon size={size} onClick={() => clipboard.copy(value)} aria-label={label}>
        {clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
