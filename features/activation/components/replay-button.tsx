'use client';

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '@/components/confirm-button';
import { useAction } from '@/components/use-action';
import { replayAction } from '../actions';

function useReplay(destinationId: string) {
  const t = useTranslations('destinations.deliveries');
  const client = useQueryClient();
  const router = useRouter();
  return useAction(replayAction, {
    success: ({ replayed }) => t('replayed', { count: replayed }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['destinations', destinationId] });
      router.refresh();
    },
  });
}

/** Queues all failed deliveries of a destination again. */
export function ReplayButton({ destinationId, count }: { destinationId: string; count: number }) {
  const t = useTranslations('destinations.deliveries');
  const replay = useReplay(destinationId);
  return (
    <ConfirmButton
      title={t('replayTitle', { count })}
      consequence={t('replayText')}
      verb={t('replay')}
      onConfirm={async () => (await replay.run({ destinationId })) !== undefined}
    >
      {t('replayAll')}
    </ConfirmButton>
  );
}

/** Queues one failed delivery again. */
export function ReplayOneButton({ destinationId, id }: { destinationId: string; id: string }) {
  const t = useTranslations('destinations.deliveries');
  const replay = useReplay(destinationId);
  return (
    <Button loading={replay.pending} onClick={() => void replay.run({ destinationId, ids: [id] })}>
      {t('replay')}
    </Button>
  );
}
