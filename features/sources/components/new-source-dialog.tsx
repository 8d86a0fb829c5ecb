'use client';

import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { createSourceAction } from '../actions';

/** Name and kind of a new source; an SDK source opens on its set-up page. */
export function NewSourceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('sources.new');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'sdk' | 'file'>('sdk');
  const create = useAction(createSourceAction, {
    success: t('created'),
    onSuccess: ({ id }) => router.push(kind === 'sdk' ? `/sources/${id}?tab=setup` : `/sources/${id}`),
  });
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create.run({ name, kind });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={create.fieldError('name')}
            maxLength={80}
            autoComplete="off"
            data-autofocus
          />
          <Radio.Group label={t('kind')} value={kind} onChange={(value) => setKind(value === 'file' ? 'file' : 'sdk')}>
            <Stack gap="xs" mt="xs">
              <Radio value="sdk" label={t('sdk')} description={t('sdkHelp')} />
              <Radio value="file" label={t('file')} description={t('fileHelp')} />
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={create.pending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
