'use client';

import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';
import type { Role } from '../../types';

const InviteDialog = dynamic(() => import('./invite-dialog').then((m) => m.InviteDialog), { ssr: false });

/** Opens the invitation; that it is open stands in the address. */
export function InviteButton({ grantable }: { grantable: Role[] }) {
  const t = useTranslations('access.team');
  const [inviting, setInviting] = useQueryState('invite', parseAsBoolean.withDefault(false));
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} />} onClick={() => void setInviting(true)}>
        {t('invite')}
      </Button>
      {inviting && <InviteDialog grantable={grantable} onClose={() => void setInviting(null)} />}
    </>
  );
}
