'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';

const NewSourceDialog = dynamic(() => import('./new-source-dialog').then((m) => m.NewSourceDialog), { ssr: false });

/** Opens the dialog for a new source; that it is open stands in the address. */
export function NewSourceButton({ hidden = false }: { hidden?: boolean }) {
  const t = useTranslations('sources.new');
  const [open, setOpen] = useQueryState('new', parseAsBoolean.withDefault(false));
  return (
    <>
      {!hidden && (
        <Button leftSection={<IconPlus size={16} />} onClick={() => void setOpen(true)}>
          {t('button')}
        </Button>
      )}
      {open && <NewSourceDialog onClose={() => void setOpen(null)} />}
    </>
  );
}
