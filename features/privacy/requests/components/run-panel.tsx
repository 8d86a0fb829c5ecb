'use client';

import { Alert, Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useFormat } from '@/components/use-format';
import { useConfirmedAction } from '@/features/access/components/confirm/use-confirmed-action';
import { foldDigits } from '@/lib/digits';
import { runRequestAction } from '../actions';
import type { RequestType } from '../types';
import classes from './request.module.css';

type Props = {
  request: { id: string; number: number; type: Exclude<RequestType, 'rectification'>; error: string | null };
  mayRun: boolean;
  /** What the run will do, in numbers. */
  children?: ReactNode;
};

/** Starts what was asked for; an erasure only after its number was typed. */
export function RunPanel({ request: { id, number, type, error }, mayRun, children }: Props) {
  const t = useTranslations('requests.run');
  const [asking, setAsking] = useState(false);
  const { dialog, ...start } = useConfirmedAction(runRequestAction, { success: t('started'), onSuccess: () => setAsking(false) });
  const button = error ? t('again') : t(type);
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t(`${type}Text`)}</p>
      {error && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('error')} mb="md">
          {error}
        </Alert>
      )}
      {children}
      {mayRun &&
        (type === 'erasure' ? (
          <Button color="red" onClick={() => setAsking(true)}>
            {button}
          </Button>
        ) : (
          <Button loading={start.pending} onClick={() => void start.run({ requestId: id, confirmation: null })}>
            {button}
          </Button>
        ))}
      {asking && (
        <ConfirmErasure
          number={number}
          pending={start.pending}
          onConfirm={(confirmation) => void start.run({ requestId: id, confirmation })}
          onClose={() => setAsking(false)}
        />
      )}
      {dialog}
    </section>
  );
}

type Confirm = { number: number; pending: boolean; onConfirm: (typed: string) => void; onClose: () => void };

function ConfirmErasure({ number, pending, onConfirm, onClose }: Confirm) {
  const t = useTranslations('requests.run');
  const common = useTranslations('common.action');
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const plain = foldDigits(typed).trim();
  return (
    <Modal opened onClose={onClose} title={t('confirmTitle')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (plain === String(number) && !pending) onConfirm(plain);
        }}
      >
        <Text size="sm">{t('confirmText')}</Text>
        <TextInput
          mt="md"
          label={t('typeNumber', { number: format.integer(number) })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          inputMode="numeric"
          data-autofocus
        />
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" color="red" loading={pending} disabled={plain !== String(number)}>
            {t('erasure')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
