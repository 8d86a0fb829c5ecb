'use client';

import { Button, Modal } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const NoteForm = dynamic(() => import('./note-form').then((m) => m.NoteForm));

/** The page's one primary action: what came of a call, or a note. */
export function LogCallButton({ profileId }: { profileId: string }) {
  const t = useTranslations('profiles.notes');
  const tCommon = useTranslations('common.action');
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button leftSection={<IconPhone size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('logCall')}
      </Button>
      <Modal opened={open} onClose={close} title={t('dialog')} closeButtonProps={{ 'aria-label': tCommon('close') }}>
        {open && <NoteForm profileId={profileId} kind="call" onDone={close} />}
      </Modal>
    </>
  );
}
