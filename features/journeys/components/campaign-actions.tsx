'use client';

import { Button, Group, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import type { ChoosableSegment } from '@/features/segments/data/choosable-segments';
import { cancelCampaignAction, deleteCampaignAction, pauseCampaignAction } from '../actions';
import type { CampaignView } from '../types';

const ConfirmDialog = dynamic(() => import('@/components/confirm-dialog').then((m) => m.ConfirmDialog), { ssr: false });
const StartDialog = dynamic(() => import('./start-dialog').then((m) => m.StartDialog), { ssr: false });

type Props = {
  campaign: CampaignView;
  segment: ChoosableSegment | undefined;
  purposes: { key: string; name: string }[];
  hasSender: boolean;
  mayWrite: boolean;
  maySend: boolean;
  onChanged: () => void;
};

/** Review and send; pause, resume, cancel; delete a draft. */
export function CampaignActions({ campaign, segment, purposes, hasSender, mayWrite, maySend, onChanged }: Props) {
  const t = useTranslations('emails.actions');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [asking, setAsking] = useState<'start' | 'cancel' | 'delete'>();
  const { id, name, status, figures } = campaign;
  const paused = status === 'paused';
  const running = ['scheduled', 'preparing', 'sending', 'paused'].includes(status);
  const changed = () => {
    onChanged();
    router.refresh();
  };
  const pause = useAction(pauseCampaignAction, { success: paused ? t('resumed') : t('paused'), onSuccess: changed });
  const cancel = useAction(cancelCampaignAction, { success: t('cancelled'), onSuccess: changed });
  const remove = useAction(deleteCampaignAction, { success: t('deleted'), onSuccess: () => router.push('/emails') });
  const isDraft = status === 'draft';
  if ((!running && !isDraft) || (running && !maySend) || (isDraft && !mayWrite && !maySend)) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      {running && (
        <Button variant="default" loading={pause.pending} onClick={() => void pause.run({ id, paused: !paused })}>
          {paused ? t('resume') : t('pause')}
        </Button>
      )}
      {isDraft && maySend && <Button onClick={() => setAsking('start')}>{t('review')}</Button>}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={8} aria-label={common('more')}>
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {running && <Menu.Item onClick={() => setAsking('cancel')}>{t('cancel')}</Menu.Item>}
          {isDraft && <Menu.Item onClick={() => setAsking('delete')}>{t('delete')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {asking === 'start' && (
        <StartDialog
          campaign={campaign}
          segment={segment}
          purposes={purposes}
          hasSender={hasSender}
          onClose={() => {
            setAsking(undefined);
            onChanged();
          }}
        />
      )}
      {asking === 'cancel' && (
        <ConfirmDialog
          opened
          onClose={() => setAsking(undefined)}
          title={t('cancelTitle', { name })}
          verb={t('cancel')}
          onConfirm={async () => (await cancel.run({ id })) !== undefined}
        >
          {t('cancelText', { count: figures.pending + figures.retry })}
        </ConfirmDialog>
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          opened
          onClose={() => setAsking(undefined)}
          title={t('deleteTitle', { name })}
          verb={common('delete')}
          onConfirm={async () => (await remove.run({ id })) !== undefined}
        >
          {t('deleteText')}
        </ConfirmDialog>
      )}
    </Group>
  );
}
