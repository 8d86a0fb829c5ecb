'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLink, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { disableUserAction, enableUserAction, renewLinkAction } from '../../actions';
import type { IssuedLink, User } from '../../types';

const ConfirmDialog = dynamic(() => import('@/components/confirm-dialog').then((m) => m.ConfirmDialog), { ssr: false });
const LinkDialog = dynamic(() => import('./link-dialog').then((m) => m.LinkDialog), { ssr: false });

/** A fresh link, shutting out, letting in again. */
export function MemberMenu({ user, isSelf }: { user: User; isSelf: boolean }) {
  const t = useTranslations('access.team');
  const [disabling, setDisabling] = useState(false);
  const [issued, setIssued] = useState<IssuedLink>();
  const name = user.name || user.email;
  const renew = useAction(renewLinkAction, { onSuccess: setIssued });
  const disable = useAction(disableUserAction, { success: t('disabled', { name }), undo: () => enableUserAction({ userId: user.id }) });
  const enable = useAction(enableUserAction, { success: t('enabled', { name }) });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('menuOf', { name })} loading={renew.pending}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {user.status !== 'disabled' && (
            <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void renew.run({ userId: user.id })}>
              {t(user.status === 'invited' ? 'inviteAgain' : 'resetLink')}
            </Menu.Item>
          )}
          {user.status === 'disabled' ? (
            <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => void enable.run({ userId: user.id })}>
              {t('enable')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconUserOff size={16} />} disabled={isSelf} onClick={() => setDisabling(true)}>
              {t('disable')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {disabling && (
        <ConfirmDialog
          opened
          onClose={() => setDisabling(false)}
          title={t('disableTitle', { name })}
          verb={t('disable')}
          onConfirm={() => disable.run({ userId: user.id })}
        >
          {t('disableText')}
        </ConfirmDialog>
      )}
      {issued && <LinkDialog issued={issued} title={name} onClose={() => setIssued(undefined)} />}
    </>
  );
}
