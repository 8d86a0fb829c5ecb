'use client';

import { Button } from '@mantine/core';
import { IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { ConfirmButton } from '@/components/confirm-button';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Mono } from '@/components/mono';
import { Status } from '@/components/status';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { replayRejectsAction } from '../actions';
import type { Reject } from '../data/rejects';
import { rejectsQuery } from '../queries';
import classes from './live-events.module.css';
import { useRejectReason } from './use-reject-reason';

const RejectSheet = dynamic(() => import('./reject-sheet').then((m) => m.RejectSheet), { ssr: false });

/** Refused events with their reasons; those who may change the source mend, replay and download them. */
export function Rejects({ sourceId, mayWrite }: { sourceId: string; mayWrite: boolean }) {
  const t = useTranslations('sources.rejects');
  const reasonOf = useRejectReason();
  const columns = useRejectColumns();
  const [openId, setOpenId] = useQueryState('reject', parseAsString);
  const list = useInfiniteQuery(rejectsQuery(sourceId));
  const replayAll = useAction(replayRejectsAction, {
    success: (result) => t('replayedAll', result),
    onSuccess: () => void list.refetch(),
  });
  const rows = list.data?.pages.flatMap((page) => page.rejects);
  const waiting = list.data?.pages[0]?.waiting ?? 0;
  const open = rows?.find((r) => r.id === openId);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      {rows && rows.length > 0 && (
        <div className={classes.tools}>
          <p className={classes.intro}>{t('intro', { count: waiting })}</p>
          {mayWrite && (
            <div className={classes.state}>
              <Button
                component="a"
                href={`/api/internal/sources/${sourceId}/rejects/download`}
                variant="default"
                leftSection={<IconDownload size={16} />}
              >
                {t('download')}
              </Button>
              {waiting > 0 && (
                <ConfirmButton
                  title={t('replayAllTitle')}
                  consequence={t('replayAllText', { count: waiting })}
                  verb={t('replayAll')}
                  onConfirm={async () => (await replayAll.run({ sourceId })) !== undefined}
                >
                  {t('replayAll')}
                </ConfirmButton>
              )}
            </div>
          )}
        </div>
      )}
      <DataTable
        label={t('label')}
        compact
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={reasonOf}
        onRowClick={(row) => void setOpenId(row.id)}
        more={{ hasMore: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
        empty={
          <EmptyState kind="first" title={t('empty')} icon={<IconCircleCheck size={32} stroke={1.5} />}>
            {t('emptyText')}
          </EmptyState>
        }
      />
      {open && (
        <RejectSheet reject={open} mayReplay={mayWrite} onClose={() => void setOpenId(null)} onReplayed={() => void list.refetch()} />
      )}
    </>
  );
}

function useRejectColumns(): Column<Reject>[] {
  const t = useTranslations('sources.rejects');
  const reasonOf = useRejectReason();
  const format = useFormat();
  return [
    { key: 'time', header: t('columns.time'), width: '12rem', cell: (r) => format.dateTime(r.receivedAt) },
    { key: 'code', header: t('columns.code'), cell: (r) => <span title={r.reason}>{reasonOf(r)}</span> },
    {
      key: 'message',
      header: t('columns.message'),
      width: '14rem',
      hideBelow: 'md',
      cell: (r) => (r.messageId ? <Mono>{r.messageId}</Mono> : '–'),
    },
    { key: 'stage', header: t('columns.stage'), width: '9rem', hideBelow: 'sm', cell: (r) => t(`stage.${r.stage}`) },
    {
      key: 'state',
      header: t('columns.state'),
      width: '9rem',
      cell: (r) => <Status tone={r.replayedAt ? 'success' : 'warning'}>{t(r.replayedAt ? 'replayed' : 'waiting')}</Status>,
    },
  ];
}
