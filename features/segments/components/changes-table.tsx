'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Mono } from '@/components/mono';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import { changeRows } from '../queries';
import type { ChangeLine } from '../types';
import { personName } from './person-name';
import classes from './segment-view.module.css';

type Props = { segmentId: string; mayOpen: boolean };

/** Who entered and left, when, and because of what; the newest first. */
export function ChangesTable({ segmentId, mayOpen }: Props) {
  const t = useTranslations('segments.changes');
  const format = useFormat();
  const rows = useInfiniteQuery({ ...changeRows(segmentId), refetchInterval: 5_000 });
  const name = (row: ChangeLine) => (row.profile ? personName(row.profile).label : row.profileId);
  const columns: Column<ChangeLine>[] = [
    {
      key: 'person',
      header: t('profile'),
      cell: (row) => (row.profile ? <span title={name(row)}>{name(row)}</span> : <Mono>{row.profileId}</Mono>),
    },
    {
      key: 'change',
      header: t('change'),
      width: '9rem',
      cell: (row) => <Status tone={row.change === 'enter' ? 'success' : 'neutral'}>{t(row.change)}</Status>,
    },
    { key: 'cause', header: t('cause'), width: '12rem', hideBelow: 'sm', cell: (row) => t(`causes.${row.cause}`) },
    {
      key: 'at',
      header: t('at'),
      width: '12rem',
      cell: (row) => (
        <span className={classes.whole} title={format.relative(row.at)}>
          {format.dateTime(row.at)}
        </span>
      ),
    },
  ];
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <DataTable
      label={t('change')}
      columns={columns}
      rows={rows.data?.pages.flatMap((page) => page.data)}
      rowKey={(row) => String(row.id)}
      rowLabel={name}
      {...(mayOpen ? { rowHref: (row: ChangeLine) => `/profiles/${row.profileId}` } : {})}
      more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
      empty={
        <EmptyState kind="first" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      }
    />
  );
}
