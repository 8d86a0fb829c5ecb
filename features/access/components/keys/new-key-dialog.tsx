'use client';

import { Alert, Button, Group, Modal, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { useAction } from '@/components/use-action';
import { createApiKeyAction } from '../../actions';
import type { ApiScope, Bindings } from '../../types';
import { KeyFields } from './key-fields';

/** Makes a key, and shows it this once. */
export function NewKeyDialog({ grantable, bindings, onClose }: { grantable: ApiScope[]; bindings: Bindings; onClose: () => void }) {
  const t = useTranslations('access.keys');
  const common = useTranslations('common.action');
  const [key, setKey] = useState<string>();
  const [scopes, setScopes] = useState<ApiScope[]>([]);
  const [bound, setBound] = useState(false);
  const { run, pending, fieldError } = useAction(createApiKeyAction, { onSuccess: (created) => setKey(created.key) });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(key ? 'createdTitle' : 'createTitle')}
      size="md"
      closeOnClickOutside={!key}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {key ? (
        <>
          <Alert color="yellow" icon={<IconKey size={18} />} role="status">
            {t('once')}
          </Alert>
          <Group gap="xs" mt="md" wrap="nowrap">
            <TextInput
              value={key}
              readOnly
              dir="ltr"
              ff="monospace"
              flex={1}
              aria-label={t('key')}
              onFocus={(event) => event.currentTarget.select()}
              data-autofocus
            />
            <CopyButton value={key} what={t('copy')} size={32} />
          </Group>
          <Group justify="flex-end" mt="lg">
            <Button onClick={onClose}>{t('stored')}</Button>
          </Group>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            const text = (name: string) => (bound ? String(data.get(name)) : null);
            if (!pending) void run({ name: String(data.get('name')), scopes, purpose: text('purpose'), channel: text('channel') });
          }}
        >
          <KeyFields
            grantable={grantable}
            bindings={bindings}
            scopes={scopes}
            onScopes={setScopes}
            bound={bound}
            onBound={setBound}
            fieldError={fieldError}
          />
          <Group justify="flex-end" gap="xs" mt="lg">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={pending}>
              {t('create')}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
