'use client';

import { Button, Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { labelSegmentsAction } from '../actions';
import { LabelsInput } from './labels-input';

type Props = { ids: string[]; known: string[]; onClose: () => void };

/** Gives several segments labels, or takes them away. */
export function LabelDialog({ ids, known, onClose }: Props) {
  const t = useTranslations('segments.labels');
  const common = useTranslations('common.action');
  const router = useRouter();
  const client = useQueryClient();
  const [labels, setLabels] = useState<string[]>([]);
  const label = useAction(labelSegmentsAction, {
    success: t('done'),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['segments', 'list'] });
      router.refresh();
    },
  });
  const run = (change: 'add' | 'remove') => void label.run({ ids, labels, change });
  return (
    <Modal opened onClose={onClose} title={t('title', { count: ids.length })} closeButtonProps={{ 'aria-label': common('close') }}>
      <LabelsInput known={known} value={labels} focus onChange={setLabels} />
      <Group mt="md" justify="flex-end" gap="xs">
        <Button variant="default" disabled={labels.length === 0} loading={label.pending} onClick={() => run('remove')}>
          {t('remove')}
        </Button>
        <Button disabled={labels.length === 0} loading={label.pending} onClick={() => run('add')}>
          {t('add')}
        </Button>
      </Group>
    </Modal>
  );
}
