'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { setObjectionAction, setRestrictionAction } from '../actions';
import type { RestrictionKind } from '../data';

type Props = { profileId: string; kind: RestrictionKind; on: boolean; onClose: () => void };

/** Sets or lifts a restriction or an objection, with the reason, and says what follows from it. */
export function StandingDialog({ profileId, kind, on, onClose }: Props) {
  const t = useTranslations('consent.standing');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [reason, setReason] = useState('');
  const save = useAction(kind === 'restriction' ? setRestrictionAction : setObjectionAction, {
    success: t('done'),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  const verb = t(`${kind}.${on ? 'set' : 'lift'}`);
  return (
    <Modal opened onClose={onClose} title={verb} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ profileId, on, reason });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t(`${kind}.${on ? 'setText' : 'liftText'}`)}</Text>
          <Textarea
            label={t('reason')}
            description={t('reasonHelp')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={save.fieldError('reason')}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.pending}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
