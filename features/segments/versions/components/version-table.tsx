'use client';

import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { restoreVersionAction } from '../actions';
import type { SegmentVersion } from '../types';

type Props = {
  segmentId: string;
  current: number;
  rows: SegmentVersion[] | undefined;
  shown: number | undefined;
  mayRestore: boolean;
  onShow: (version: number) => void;
  more: { hasMore: boolean; loading: boolean; load: () => void };
};

/** The versions with who, when and why; each can be brought back, which can be undone. */
export function VersionTable({ segmentId, current, rows, shown, mayRestore, onShow, more }: Props) {
  const t = useTranslations('segment-page.versions');
  const format = useFormat();
  const router = useRouter();
  const client = useQueryClient();
  const restore = useAction(restoreVersionAction, {
    success: ({ version }) => t('restored', { version: format.integer(version) }),
    undo: async ({ version }) => {
      const former = await restoreVersionAction({ id: segmentId, current: version, version: current });
      await refresh();
      return former;
    },
    onSuccess: () => refresh(),
  });
  async function refresh() {
    await client.invalidateQueries({ queryKey: ['segments', segmentId] });
    router.refresh();
  }
  const newest = rows?.[0]?.version;
  const columns: Column<SegmentVersion>[] = [
    {
      key: 'version',
      header: t('version'),
      width: '8rem',
      cell: (row) => (
        <Button
          variant={row.version === shown ? 'light' : 'subtle'}
          size="compact-sm"
          aria-pressed={row.version === shown}
          onClick={() => onShow(row.version)}
        >
          {t('number', { version: format.integer(row.version) })}
        </Button>
      ),
    },
    { key: 'by', header: t('by'), width: '12rem', cell: (row) => <span title={row.changedBy}>{row.changedBy}</span> },
    { key: 'at', header: t('at'), width: '12rem', hideBelow: 'sm', cell: (row) => format.dateTime(row.changedAt) },
    {
      key: 'note',
      header: t('note'),
      hideBelow: 'sm',
      cell: (row) => <span title={row.note}>{[origin(row), row.note].filter(Boolean).join(' · ') || '–'}</span>,
    },
    ...(mayRestore
      ? [
          {
            key: 'restore',
            header: t('back'),
            width: '8rem',
            cell: (row: SegmentVersion) =>
              row.version !== newest &&
              row.rule && (
                <Button
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconRestore size={14} />}
                  disabled={restore.pending}
                  aria-label={t('restoreLabel', { version: format.integer(row.version) })}
                  onClick={() => void restore.run({ id: segmentId, current, version: row.version })}
                >
                  {t('restore')}
                </Button>
              ),
          },
        ]
      : []),
  ];
  function origin(row: SegmentVersion): string {
    return row.restoredFrom === null ? '' : t('fromVersion', { version: format.integer(row.restoredFrom) });
  }
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.version)}
      rowLabel={(row) => t('number', { version: format.integer(row.version) })}
      more={more}
      empty={
        <EmptyState kind="first" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      }
    />
  );
}
