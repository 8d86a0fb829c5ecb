'use client';

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { revealAction } from '../actions';
import { REVEAL_MINUTES } from '../constants';

/** Asks why, then shows the person to this member of staff for a quarter of an hour. */
export function RevealDialog({ profileId, onClose }: { profileId: string; onClose: () => void }) {
  const t = useTranslations('profiles.sight');
  const tCommon = useTranslations('common.action');
  const [reason, setReason] = useState('');
  const reveal = useAction(revealAction, { onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={t('revealTitle')} closeButtonProps={{ 'aria-label': tCommon('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void reveal.run({ profileId, reason });
        }}
      >
        <TextInput
          label={t('reason')}
          description={t('reasonHelp', { minutes: REVEAL_MINUTES })}
          placeholder={t('reasonExample')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={reveal.fieldError('reason') && t('reasonMissing')}
          maxLength={500}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {tCommon('cancel')}
          </Button>
          <Button type="submit" loading={reveal.pending}>
            {t('reveal')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
