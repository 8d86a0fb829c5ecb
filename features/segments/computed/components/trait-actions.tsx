'use client';

import { Button } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '@/components/confirm-button';
import { useAction } from '@/components/use-action';
import { useToast } from '@/components/use-toast';
import { deleteComputedTraitAction, resumeComputedTraitAction, stopComputedTraitAction } from '../actions';
import type { TraitView } from '../types';

/** Edit, stop (also while everybody is being computed), resume, delete. What still uses the trait keeps it. */
export function TraitActions({ trait: { name, status } }: { trait: TraitView }) {
  const t = useTranslations('computed.actions');
  const router = useRouter();
  const toast = useToast();
  const refresh = () => router.refresh();
  const told = (done: string) => ({
    onSuccess: (ended: { done: boolean; users: { name: string }[] }) => {
      if (ended.done) toast.done(done);
      else toast.failed(t('used', { names: ended.users.map((u) => u.name).join(', ') }));
      refresh();
    },
  });
  const stop = useAction(stopComputedTraitAction, told(t('stopped')));
  const remove = useAction(deleteComputedTraitAction, told(t('deleted')));
  const resume = useAction(resumeComputedTraitAction, { success: t('resumed'), onSuccess: refresh });
  if (status === 'deleting') return null;
  return (
    <>
      <ConfirmButton
        leftSection={<IconTrash size={16} />}
        title={t('deleteTitle', { name })}
        consequence={t('deleteText')}
        verb={t('delete')}
        onConfirm={() => remove.run({ name })}
      >
        {t('delete')}
      </ConfirmButton>
      {status === 'stopped' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} />}
          loading={resume.pending}
          onClick={() => void resume.run({ name })}
        >
          {t('resume')}
        </Button>
      ) : (
        <ConfirmButton
          leftSection={<IconPlayerStop size={16} />}
          title={t('stopTitle', { name })}
          consequence={t('stopText')}
          verb={t('stop')}
          onConfirm={() => stop.run({ name })}
        >
          {t('stop')}
        </ConfirmButton>
      )}
      <Button component={Link} href={`/computed-traits/${name}/edit`} leftSection={<IconPencil size={16} />}>
        {t('edit')}
      </Button>
    </>
  );
}
