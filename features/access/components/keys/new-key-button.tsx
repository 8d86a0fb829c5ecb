'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';
import type { ApiScope, Bindings } from '../../types';

const NewKeyDialog = dynamic(() => import('./new-key-dialog').then((m) => m.NewKeyDialog), { ssr: false });

/** Opens the form of a new key; that it is open stands in the address. */
export function NewKeyButton(props: { grantable: ApiScope[]; bindings: Bindings }) {
  const t = useTranslations('access.keys');
  const [creating, setCreating] = useQueryState('new', parseAsBoolean.withDefault(false));
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={() => void setCreating(true)}>
        {t('create')}
      </Button>
      {creating && <NewKeyDialog {...props} onClose={() => void setCreating(null)} />}
    </>
  );
}
