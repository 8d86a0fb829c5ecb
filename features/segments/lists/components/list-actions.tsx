'use client';

import { Button } from '@mantine/core';
import { IconArchive, IconPencil, IconRestore } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { archiveListAction, restoreListAction, updateListAction } from '../actions';
import type { PeopleList } from '../types';

const ListDialog = dynamic(() => import('./list-dialog').then((m) => m.ListDialog), { ssr: false });

/** Renames a list and puts it aside; one that was put aside comes back. Archiving can be undone, so it does not ask. */
export function ListActions({ id, name, description, status }: Pick<PeopleList, 'id' | 'name' | 'description' | 'status'>) {
  const t = useTranslations('segments.lists');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const refresh = () => router.refresh();
  const update = useAction(updateListAction, {
    success: t('saved'),
    onSuccess: () => {
      setOpen(false);
      refresh();
    },
  });
  const restore = useAction(restoreListAction, { success: t('restored', { name }), onSuccess: refresh });
  const archive = useAction(archiveListAction, {
    success: t('archived', { name }),
    undo: () => restoreListAction({ id }).then(refresh),
    onSuccess: refresh,
  });
  if (status === 'archived')
    return (
      <Button leftSection={<IconRestore size={16} />} loading={restore.pending} onClick={() => void restore.run({ id })}>
        {t('restore')}
      </Button>
    );
  return (
    <>
      <Button variant="default" leftSection={<IconArchive size={16} />} loading={archive.pending} onClick={() => void archive.run({ id })}>
        {t('archive')}
      </Button>
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setOpen(true)}>
        {t('edit')}
      </Button>
      {open && (
        <ListDialog
          title={t('edit')}
          verb={common('save')}
          name={name}
          description={description}
          pending={update.pending}
          fault={update.fieldError('name')}
          onSave={(given) => void update.run({ id, ...given })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
