'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const EditTraitDialog = dynamic(() => import('./edit-trait-dialog').then((m) => m.EditTraitDialog));

/** `trait` null: a new one. A masked value is not offered for editing, only for replacing. */
export type EditTraitProps = { profileId: string; trait: string | null; current: unknown; masked: boolean };

export function EditTraitButton(props: EditTraitProps) {
  const t = useTranslations('profiles.traits');
  const [open, setOpen] = useState(false);
  return (
    <>
      {props.trait === null ? (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
          {t('add')}
        </Button>
      ) : (
        <ActionIcon variant="subtle" color="gray" aria-label={t('edit', { trait: props.trait })} onClick={() => setOpen(true)}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      )}
      {open && <EditTraitDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
