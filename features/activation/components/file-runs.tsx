'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFile, IconFileExport } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { writeFilesAction } from '../actions';
import { fileRunRows } from '../queries';
import type { DestinationView, FileRunView } from '../types';

type First = { data: FileRunView[]; nextRunAt: string | null };
type Props = { destination: DestinationView; first: First; mayWrite: boolean };

const tones = { running: 'busy', done: 'success', failed: 'danger' } as const;

/** The files that were written, with how many people are in them, renewed while one is being written. */
export function FileRuns({ destination, first, mayWrite }: Props) {
  const t = useTranslations('destinations.files');
  const format = useFormat();
  const client = useQueryClient();
  const { data } = useQuery({ ...fileRunRows(destination.id), initialData: first });
  const write = useAction(writeFilesAction, {
    success: t('requested'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['destinations', destination.id, 'files'] }),
  });
  const paused = destination.status === 'paused';
  const columns: Column<FileRunView>[] = [
    { key: 'started', header: t('started'), cell: (run) => format.dateTime(run.startedAt), width: '22%' },
    {
      key: 'state',
      header: t('state'),
      cell: (run) => <Status tone={tones[run.status]}>{t(`states.${run.status}`)}</Status>,
      width: '12%',
    },
    { key: 'files', header: t('files'), cell: (run) => <Files run={run} />, width: '38%', hideBelow: 'sm' },
    { key: 'added', header: t('added'), cell: (run) => format.integer(run.added), width: '10%', numeric: true },
    { key: 'removed', header: t('removed'), cell: (run) => format.integer(run.removed), width: '10%', numeric: true, hideBelow: 'sm' },
    { key: 'withheld', header: t('withheld'), cell: (run) => format.integer(run.withheld), width: '10%', numeric: true, hideBelow: 'sm' },
    {
      key: 'unmatched',
      header: t('unmatched'),
      cell: (run) => format.integer(run.unmatched),
      width: '12%',
      numeric: true,
      hideBelow: 'md',
    },
  ];
  const button = mayWrite && (
    <Button
      leftSection={<IconFileExport size={16} />}
      loading={write.pending}
      disabled={paused}
      onClick={() => void write.run({ id: destination.id })}
    >
      {t('now')}
    </Button>
  );
  return (
    <Section title={t('title')} description={t('text')} aside={button}>
      <Stack gap="sm">
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('next')}
          </Text>
          <Text size="sm">{paused ? t('paused') : data.nextRunAt ? format.dateTime(data.nextRunAt) : '–'}</Text>
        </Group>
        <DataTable
          label={t('title')}
          columns={columns}
          rows={data.data}
          rowKey={(run) => run.id}
          rowLabel={(run) => format.dateTime(run.startedAt)}
          empty={
            <EmptyState kind="first" title={t('none')} icon={<IconFile size={24} />}>
              {t('noneText')}
            </EmptyState>
          }
        />
      </Stack>
    </Section>
  );
}

function Files({ run }: { run: FileRunView }) {
  const t = useTranslations('destinations.files');
  if (run.error) return <>{run.error}</>;
  if (run.files.length === 0) return <>–</>;
  return (
    <Stack gap={0}>
      {run.files.map(({ name, rows }) => (
        <Text key={name} size="sm" truncate title={`${name} · ${t('rows', { count: rows })}`}>
          <bdi>{name}</bdi>
        </Text>
      ))}
    </Stack>
  );
}
