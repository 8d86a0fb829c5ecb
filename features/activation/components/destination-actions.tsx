'use client';

import { Button, Group, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { useToast } from '@/components/use-toast';
import { deleteDestinationAction, pauseDestinationAction, testDestinationAction } from '../actions';
import type { DestinationView } from '../types';
import { useDeliveryReason } from './delivery-state';

const ConfirmDialog = dynamic(() => import('@/components/confirm-dialog').then((m) => m.ConfirmDialog), { ssr: false });

/** Test, pause or resume, delete. */
export function DestinationActions({ destination: { id, name, status, audience } }: { destination: DestinationView }) {
  const t = useTranslations('destinations');
  const common = useTranslations('common.action');
  const reasonOf = useDeliveryReason();
  const router = useRouter();
  const toast = useToast();
  const [asking, setAsking] = useState<'tell' | 'now'>();
  const paused = status === 'paused';
  const test = useAction(testDestinationAction, {
    onSuccess: (answer) => {
      const key = answer.errorCode?.startsWith('host_key') ? /SHA256:\S+?(?=[).]|$)/.exec(answer.message ?? '')?.[0] : undefined;
      if (answer.ok && answer.responseStatus === null) toast.done(t('test.okWithout', { ms: answer.durationMs }));
      else if (answer.ok) toast.done(t('test.ok', { status: answer.responseStatus ?? 0, ms: answer.durationMs }));
      else if (key) toast.failed(t('test.hostKey', { key }));
      else toast.failed(t('test.failed', { message: reasonOf({ status: 'dead', errorCode: answer.errorCode }) || (answer.message ?? '') }));
      router.refresh();
    },
  });
  const pause = useAction(pauseDestinationAction, {
    success: paused ? t('actions.resumed') : t('actions.paused'),
    onSuccess: () => router.refresh(),
  });
  const remove = useAction(deleteDestinationAction, { success: t('actions.deleted'), onSuccess: () => router.push('/destinations') });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button variant="default" loading={pause.pending} onClick={() => void pause.run({ id, paused: !paused })}>
        {paused ? t('actions.resume') : t('actions.pause')}
      </Button>
      <Button loading={test.pending} onClick={() => void test.run({ id })}>
        {t('actions.test')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={8} aria-label={common('more')}>
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking('tell')}>{t('actions.delete')}</Menu.Item>
          <Menu.Item onClick={() => setAsking('now')}>{t('actions.deleteNow')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <ConfirmDialog
          opened
          onClose={() => setAsking(undefined)}
          title={asking === 'tell' ? t('actions.deleteTitle', { name }) : t('actions.deleteNowTitle', { name })}
          verb={common('delete')}
          typed={name}
          onConfirm={async () => (await remove.run({ id, tell: asking === 'tell' })) !== undefined}
        >
          {asking === 'tell' ? t('actions.deleteTell', { count: audience }) : t('actions.deleteNowText', { count: audience })}
        </ConfirmDialog>
      )}
    </Group>
  );
}
