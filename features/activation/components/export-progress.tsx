'use client';

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { cancelExportAction } from '../actions';
import { exportQuery } from '../queries';

/** An export on its way: progress, then the numbers and the file. */
export function ExportProgress({ id, onAgain }: { id: string; onAgain: () => void }) {
  const t = useTranslations('destinations.export');
  const format = useFormat();
  const { data, error, refetch } = useQuery(exportQuery(id));
  const cancel = useAction(cancelExportAction, { onSuccess: () => void refetch() });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const again = (
    <Button variant="default" onClick={onAgain}>
      {t('again')}
    </Button>
  );
  if (data?.status === 'done') {
    const numbers = {
      written: format.integer(data.written),
      withheld: format.integer(data.withheld),
      until: format.dateTime(data.expiresAt),
    };
    return (
      <Stack gap="md" role="status">
        <div>
          <Text fw={600}>{t('ready')}</Text>
          <Text size="sm" c="dimmed">
            {t('readyText', numbers)}
          </Text>
        </div>
        <Group justify="flex-end" gap="xs">
          {again}
          <Button component="a" href={`/api/internal/exports/${id}/download`} download leftSection={<IconDownload size={16} />}>
            {t(`download.${data.format}`)}
          </Button>
        </Group>
      </Stack>
    );
  }
  if (data && data.status !== 'queued' && data.status !== 'running') {
    return (
      <Stack gap="md" role="status">
        <Text>{data.status === 'cancelled' ? t('cancelled') : t('failed')}</Text>
        <Group justify="flex-end">{again}</Group>
      </Stack>
    );
  }
  const [seen, expected] = [data?.total ?? 0, data?.expected ?? 0];
  return (
    <Stack gap="md" role="status">
      <Text>{t('creating', { done: format.integer(seen), total: format.integer(expected) })}</Text>
      <Progress value={expected > 0 ? Math.min(100, (100 * seen) / expected) : 0} animated aria-label={t('create')} />
      <Group justify="flex-end">
        <Button variant="default" loading={cancel.pending} onClick={() => void cancel.run({ id })}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
