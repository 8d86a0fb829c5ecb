'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';

const PurposeDialog = dynamic(() => import('./purpose-dialog').then((m) => m.PurposeDialog), { ssr: false });

/** Opens the dialog for a new purpose; that it is open stands in the address. */
export function NewPurposeButton() {
  const t = useTranslations('consent');
  const [open, setOpen] = useQueryState('new', parseAsBoolean.withDefault(false));
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={() => void setOpen(true)}>
        {t('newPurpose')}
      </Button>
      {open && <PurposeDialog onClose={() => void setOpen(null)} />}
    </>
  );
}
