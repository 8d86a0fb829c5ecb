'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { detachSegmentAction, pauseSyncAction } from '../actions';
import type { SyncView } from '../types';

const ConfirmDialog = dynamic(() => import('@/components/confirm-dialog').then((m) => m.ConfirmDialog), { ssr: false });

type Props = { destinationId: string; sync: SyncView; onEdit: () => void };

/** Edit, pause or resume, detach. */
export function SyncMenu({ destinationId, sync, onEdit }: Props) {
  const t = useTranslations('destinations.syncs');
  const client = useQueryClient();
  const [detaching, setDetaching] = useState(false);
  const { segmentId, segmentName: name } = sync;
  const paused = sync.status === 'paused';
  const onSuccess = () => client.invalidateQueries({ queryKey: ['destinations', destinationId] });
  const pause = useAction(pauseSyncAction, { success: paused ? t('resumedDone') : t('pausedDone'), onSuccess });
  const detach = useAction(detachSegmentAction, { success: t('detached', { name }), onSuccess });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('menu', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item>
          <Menu.Item onClick={() => void pause.run({ destinationId, segmentId, paused: !paused })}>
            {paused ? t('resume') : t('pause')}
          </Menu.Item>
          <Menu.Item onClick={() => setDetaching(true)}>{t('detach')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {detaching && (
        <ConfirmDialog
          opened
          onClose={() => setDetaching(false)}
          title={t('detachTitle', { name })}
          verb={t('detach')}
          onConfirm={async () => (await detach.run({ destinationId, segmentId })) !== undefined}
        >
          {t('detachText', { count: sync.audience })}
        </ConfirmDialog>
      )}
    </>
  );
}
