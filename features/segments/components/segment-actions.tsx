'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArchive, IconCopy, IconDots, IconPencil, IconRestore } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { useToast } from '@/components/use-toast';
import { archiveSegmentAction, restoreSegmentAction } from '../actions';
import type { Dependent } from '../data/dependents';

const ArchiveBlocked = dynamic(() => import('./archive-blocked').then((m) => m.ArchiveBlocked), { ssr: false });

type Props = { id: string; name: string; status: 'active' | 'archived' };

/** Edit, and in the menu duplicate and archive; an archived segment is restored here. Archiving can be undone, so it does not ask. */
export function SegmentActions({ id, name, status }: Props) {
  const t = useTranslations('segments');
  const router = useRouter();
  const toast = useToast();
  const [blockers, setBlockers] = useState<Dependent[]>([]);
  const refresh = () => router.refresh();
  const restore = useAction(restoreSegmentAction, { success: t('archive.restored', { name }), onSuccess: refresh });
  const archive = useAction(archiveSegmentAction, {
    onSuccess: ({ archived, dependents }) => {
      if (!archived) return setBlockers(dependents);
      toast.done(t('archive.done', { name }), { undo: () => restore.run({ id }) });
      refresh();
    },
  });
  if (status === 'archived')
    return (
      <Button leftSection={<IconRestore size={16} />} loading={restore.pending} onClick={() => void restore.run({ id })}>
        {t('archive.restore')}
      </Button>
    );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={32} aria-label={t('actions.more')} loading={archive.pending}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} />} component={Link} href={`/segments/new?copy=${id}`}>
            {t('actions.clone')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => void archive.run({ id })}>
            {t('archive.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {blockers.length > 0 && <ArchiveBlocked name={name} dependents={blockers} onClose={() => setBlockers([])} />}
      <Button component={Link} href={`/segments/${id}/edit`} leftSection={<IconPencil size={16} />}>
        {t('actions.edit')}
      </Button>
    </>
  );
}
