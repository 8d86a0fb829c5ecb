'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { createListAction } from '../actions';

const ListDialog = dynamic(() => import('./list-dialog').then((m) => m.ListDialog), { ssr: false });

/** Makes an empty list and opens it. */
export function NewListButton() {
  const t = useTranslations('segments.lists');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const create = useAction(createListAction, { onSuccess: ({ id }) => router.push(`/segments/lists/${id}`) });
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen(true)}>
        {t('new')}
      </Button>
      {open && (
        <ListDialog
          title={t('new')}
          verb={t('create')}
          pending={create.pending}
          fault={create.fieldError('name')}
          onSave={(given) => void create.run(given)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
