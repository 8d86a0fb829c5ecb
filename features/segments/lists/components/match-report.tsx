'use client';

import { Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import { MOST_UNMATCHED, PROFILE_ID } from '../constants';
import type { ListUpload } from '../types';
import classes from './lists.module.css';

type Props = { listId: string; upload: ListUpload; label: (type: string) => string; mayDownload: boolean };

const figures = ['rows', 'matched', 'added', 'notFound', 'duplicates', 'invalid'] as const;
/** So long what was not matched is kept. */
const KEPT_MS = 30 * 86_400_000;

/** What became of the rows of a file, so far or in the end. */
export function MatchReport({ listId, upload, label, mayDownload }: Props) {
  const t = useTranslations('segments.lists.report');
  const format = useFormat();
  const as = upload.readAs === PROFILE_ID ? t('profileId') : label(upload.readAs);
  const begun = { time: format.dateTime(upload.createdAt), by: upload.by };
  const unmatched = Math.min(MOST_UNMATCHED, upload.notFound + upload.invalid);
  const ended = upload.finishedAt !== null && Date.now() - Date.parse(upload.finishedAt) < KEPT_MS;
  return (
    <Stack component="section" gap="sm" aria-label={t('title')}>
      <div>
        <p>{upload.fileName === null ? t('ofSome', begun) : t('of', { ...begun, name: upload.fileName })}</p>
        <p>{upload.header === null ? t(upload.isHeaded ? 'readBelow' : 'readPlain', { as }) : t('read', { column: upload.header, as })}</p>
      </div>
      <Stats>
        {figures.map((key) => (
          <Stat key={key} label={t(key)} value={format.integer(upload[key])} />
        ))}
      </Stats>
      {mayDownload && ended && unmatched > 0 && (
        <Button
          variant="default"
          className={classes.download ?? ''}
          component="a"
          href={`/api/internal/segments/lists/${listId}/upload/${upload.id}/rejects`}
          download
          leftSection={<IconDownload size={16} />}
        >
          {t('download', { count: unmatched })}
        </Button>
      )}
    </Stack>
  );
}
