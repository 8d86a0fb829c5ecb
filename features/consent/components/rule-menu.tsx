'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import type { Result } from '@/lib/errors';

const ConfirmDialog = dynamic(() => import('@/components/confirm-dialog').then((m) => m.ConfirmDialog), { ssr: false });

type Props = {
  rule: { key: string; name: string; archived: boolean };
  archive: (input: { key: string; archived: boolean }) => Promise<Result<unknown>>;
  onEdit: () => void;
};

/** Edit and archive (or restore) a purpose or a channel. */
export function RuleMenu({ rule: { key, name, archived }, archive, onEdit }: Props) {
  const t = useTranslations('consent');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const change = useAction(archive, {
    success: archived ? t('restoredDone', { name }) : t('archivedDone', { name }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={`${common('more')}: ${name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>{common('edit')}</Menu.Item>
          {archived ? (
            <Menu.Item onClick={() => void change.run({ key, archived: false })}>{t('restore')}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => setAsking(true)}>{t('archive')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <ConfirmDialog
          opened
          onClose={() => setAsking(false)}
          title={t('archiveTitle', { name })}
          verb={t('archive')}
          onConfirm={async () => (await change.run({ key, archived: true })) !== undefined}
        >
          {t('archiveText')}
        </ConfirmDialog>
      )}
    </>
  );
}
