'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { switchLinkAction } from '../actions';
import { REASON_LENGTH } from '../constants';
import type { SwitchLinkProps } from './switch-link-button';
import { SwitchLinkPreview } from './switch-link-preview';

/** Says what would become of the two, asks why, and hands the decision to the worker; it can be taken back from the toast. */
export function SwitchLinkDialog({ profileId, linkId, ends, disabled, onClose }: SwitchLinkProps & { onClose: () => void }) {
  const t = useTranslations('profiles.identity.switch');
  const tCommon = useTranslations('common.action');
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [a, b] = ends;
  const change = useAction(switchLinkAction, {
    success: disabled ? t('apartDone') : t('joinDone'),
    onSuccess: onClose,
    undo: async () => {
      await switchLinkAction({ profileId, linkId, disabled: !disabled, reason: t('undoReason', { reason }).slice(0, REASON_LENGTH) });
      router.refresh();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={disabled ? t('apartLabel', { a, b }) : t('joinLabel', { a, b })}
      closeButtonProps={{ 'aria-label': tCommon('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change.run({ profileId, linkId, disabled, reason });
        }}
      >
        <Stack gap="sm">
          <p>{disabled ? t('apartText') : t('joinText')}</p>
          <SwitchLinkPreview profileId={profileId} linkId={linkId} disabled={disabled} />
        </Stack>
        <TextInput
          mt="md"
          label={t('reason')}
          description={t('reasonHelp')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={change.fieldError('reason') && t('reasonMissing')}
          maxLength={REASON_LENGTH}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {tCommon('cancel')}
          </Button>
          <Button type="submit" loading={change.pending}>
            {disabled ? t('apart') : t('join')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
