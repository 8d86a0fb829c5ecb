'use client';

import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';

const ExportDialog = dynamic(() => import('./export-dialog').then((m) => m.ExportDialog), { ssr: false });

/** For the segment page. That the dialog is open stands in the address. */
export function ExportButton({ segment }: { segment: { id: string; name: string } }) {
  const t = useTranslations('destinations.export');
  const [open, setOpen] = useQueryState('export', parseAsBoolean.withDefault(false));
  return (
    <>
      <Button variant="default" leftSection={<IconFileExport size={16} />} onClick={() => void setOpen(true)}>
        {t('button')}
      </Button>
      {open && <ExportDialog segment={segment} onClose={() => void setOpen(null)} />}
    </>
  );
}
