'use client';

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';

type Props = {
  opened: boolean;
  onClose(): void;
  title: string;
  verb: string;
  typed?: string | undefined;
  onConfirm: () => Promise<unknown>;
  children: ReactNode;
};

/** The dialog of `ConfirmButton`; use it directly when a menu item asks. Load it lazily. */
export function ConfirmDialog({ opened, onClose, title, verb, typed, onConfirm, children }: Props) {
  const t = useTranslations('common');
  const [text, setText] = useState('');
  const [pending, setPending] = useState(false);
  const ready = typed === undefined || text.trim() === typed;
  const submit = async () => {
    setPending(true);
    const kept = await onConfirm().catch(() => false);
    setPending(false);
    if (kept === false) return;
    setText('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !pending) void submit();
        }}
      >
        <div>{children}</div>
        {typed !== undefined && (
          <TextInput
            mt="md"
            label={t('confirm.typeToConfirm', { word: typed })}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" color="red" loading={pending} disabled={!ready}>
            {verb}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
