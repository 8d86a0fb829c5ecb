'use client';

import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import type { Result } from '@/lib/errors';
import {
  awaitIdentityAction,
  cancelRequestAction,
  extendRequestAction,
  refuseRequestAction,
  resumeClockAction,
  sendBackAction,
} from '../actions';
import { REASON_LENGTH, refusalGrounds } from '../constants';
import type { RefusalGround } from '../types';
import type { MenuStep } from './request-menu';

type Props = {
  requestId: string;
  step: MenuStep;
  name: 'await' | 'resume' | 'extend' | 'sendBack' | 'refuse' | 'cancel';
  mail: 'sent' | 'noAddress' | 'noServer';
  onClose: () => void;
};

type Given = { requestId: string; text: string; ground: RefusalGround };

const actions: Record<MenuStep, (given: Given) => Promise<Result<void>>> = {
  await_identity: ({ requestId, text }) => awaitIdentityAction({ requestId, note: text || null }),
  resume_clock: ({ requestId, text }) => resumeClockAction({ requestId, note: text || null }),
  extend: ({ requestId, text }) => extendRequestAction({ requestId, reason: text }),
  send_back: ({ requestId, text }) => sendBackAction({ requestId, reason: text }),
  refuse: ({ requestId, text, ground }) => refuseRequestAction({ requestId, ground, note: text }),
  cancel: ({ requestId, text }) => cancelRequestAction({ requestId, reason: text }),
};

/** Of these steps the person is told. */
const told: readonly MenuStep[] = ['await_identity', 'extend', 'refuse'];

/** What a step means, and the reason or note that goes with it. */
export function StepDialog({ requestId, step, name, mail, onClose }: Props) {
  const t = useTranslations('requests.more');
  const grounds = useTranslations('requests.ground');
  const common = useTranslations('common.action');
  const [text, setText] = useState('');
  const [ground, setGround] = useState<RefusalGround>('identity_not_proven');
  const take = useAction(actions[step], { success: t(`${name}Done`), onSuccess: onClose });
  const isNote = step === 'await_identity' || step === 'resume_clock';
  return (
    <Modal opened onClose={onClose} title={t(name)} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!take.pending) void take.run({ requestId, text: text.trim(), ground });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t(`${name}Text`)}</Text>
          {told.includes(step) && mail !== 'sent' && <Alert color="gray">{t('noMail', { why: t(mail) })}</Alert>}
          {step === 'refuse' && (
            <NativeSelect
              label={t('ground')}
              value={ground}
              onChange={(event) => setGround(refusalGrounds.find((one) => one === event.currentTarget.value) ?? 'other')}
              data={refusalGrounds.map((value) => ({ value, label: grounds(value) }))}
            />
          )}
          <Textarea
            label={t(isNote ? 'note' : step === 'refuse' ? 'explanation' : 'reason')}
            value={text}
            autosize
            minRows={2}
            maxLength={REASON_LENGTH}
            error={take.fieldError('reason') ?? take.fieldError('note')}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" {...(step === 'refuse' || step === 'cancel' ? { color: 'red' } : {})} loading={take.pending}>
              {t(name)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
