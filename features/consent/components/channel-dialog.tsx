'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { createChannelAction, renameChannelAction } from '../actions';
import { keyFromName } from '../core/key-from-name';
import type { Channel } from '../types';

/** A new channel, or another name for one. */
export function ChannelDialog({ channel, onClose }: { channel: Channel | undefined; onClose: () => void }) {
  const t = useTranslations('consent');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [name, setName] = useState(channel?.name ?? '');
  const [key, setKey] = useState<string>();
  const usedKey = channel?.key ?? key ?? keyFromName(name);
  const save = useAction(channel ? renameChannelAction : createChannelAction, {
    success: channel ? t('saved') : t('created', { name }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={channel ? t('renameChannel', { name: channel.name }) : t('newChannel')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ key: usedKey, name });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.fieldError('name')}
            maxLength={80}
            data-autofocus
          />
          {!channel && (
            <TextInput
              label={t('key')}
              description={t('keyHelp')}
              dir="ltr"
              value={usedKey}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={save.fieldError('key')}
              maxLength={50}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.pending}>
              {channel ? common('save') : t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
