'use client';

import { Alert, Button, Group, Progress } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { cancelUploadAction } from '../actions';
import { isUnderWay } from '../queries';
import type { ListUpload } from '../types';

type Props = { listId: string; upload: ListUpload; mayCancel: boolean; onCancelled: () => void };

const endOf = ({ status, error }: ListUpload) => (status === 'cancelled' ? status : error === null || error === 'again' ? 'fault' : error);

/** How far the worker is with a file, with a way to stop it; or why it did not come to its end. */
export function UploadProgress({ listId, upload, mayCancel, onCancelled }: Props) {
  const t = useTranslations('segments.lists.upload');
  const format = useFormat();
  const cancel = useAction(cancelUploadAction, { onSuccess: onCancelled });
  const { status, progress } = upload;
  const name = upload.fileName ?? t('some');
  if (status === 'done') return null;
  if (!isUnderWay(upload))
    return (
      <Alert color={status === 'failed' ? 'red' : 'gray'} variant="light" role="status">
        {t(`ended.${endOf(upload)}`)}
      </Alert>
    );
  const words =
    status === 'queued' ? t('waiting', { name }) : t('running', { name, percent: format.percent(Math.floor(progress * 100) / 100) });
  return (
    <>
      <p role="status">{upload.error === 'again' ? t('again', { words }) : words}</p>
      <Group gap="sm" wrap="nowrap">
        <Progress value={progress * 100} animated flex={1} aria-label={words} />
        {mayCancel && (
          <Button variant="default" size="xs" loading={cancel.pending} onClick={() => void cancel.run({ listId, id: upload.id })}>
            {t('cancel')}
          </Button>
        )}
      </Group>
    </>
  );
}
