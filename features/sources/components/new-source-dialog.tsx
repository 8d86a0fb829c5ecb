'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { createSourceAction } from '../actions';
import { createConnectorAction } from '../connections/actions';
import type { SourceKind } from '../schema';
import { KindChoice } from './kind-choice';

/** Name and kind of a new source; it opens where its set-up begins. */
export function NewSourceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('sources.new');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<SourceKind>('sdk');
  const create = useAction(createSourceAction, {
    success: t('created'),
    onSuccess: ({ id }) => router.push(kind === 'sdk' ? `/sources/${id}?tab=setup` : `/sources/${id}`),
  });
  const connect = useAction(createConnectorAction, {
    success: t('created'),
    onSuccess: ({ id }) => router.push(`/sources/${id}?tab=connection`),
  });
  const submit = () => (kind === 'sdk' || kind === 'file' ? create.run({ name, kind }) : connect.run({ name, kind }));
  return (
    <Modal opened onClose={onClose} size="xl" title={t('title')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={create.fieldError('name') ?? connect.fieldError('name')}
            maxLength={80}
            autoComplete="off"
            data-autofocus
          />
          <KindChoice value={kind} onChange={setKind} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={create.pending || connect.pending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
