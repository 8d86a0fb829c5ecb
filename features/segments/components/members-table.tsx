'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { RelativeTime } from '@/components/relative-time';
import { useFormat } from '@/components/use-format';
import { memberRows } from '../queries';
import type { MemberLine, SegmentState } from '../types';
import { personName } from './person-name';
import classes from './segment-view.module.css';

type Props = { segmentId: string; state: SegmentState; mayOpen: boolean; actions?: ReactNode };

/** Who is in the segment; a row opens the profile. */
export function MembersTable({ segmentId, state, mayOpen, actions }: Props) {
  const t = useTranslations('segments.members');
  const profiles = useTranslations('segments.person');
  const format = useFormat();
  const rows = useInfiniteQuery({ ...memberRows(segmentId), refetchInterval: state === 'building' ? 2_000 : 15_000 });
  const columns: Column<MemberLine>[] = [
    {
      key: 'name',
      header: t('profile'),
      cell: ({ profile }) => <span title={personName(profile).label}>{personName(profile).label}</span>,
    },
    { key: 'detail', header: profiles('contact'), hideBelow: 'sm', cell: ({ profile }) => personName(profile).detail ?? '–' },
    {
      key: 'orders',
      header: profiles('orders'),
      numeric: true,
      width: '6rem',
      hideBelow: 'sm',
      cell: ({ profile }) => format.integer(profile.orderCount),
    },
    {
      key: 'spend',
      header: profiles('spend'),
      numeric: true,
      width: '8rem',
      hideBelow: 'md',
      cell: ({ profile }) => (profile.orderCount > 0 ? format.money(profile.spend, profile.currency ?? undefined) : '–'),
    },
    {
      key: 'since',
      header: t('since'),
      width: '11rem',
      cell: ({ enteredAt }) => <RelativeTime at={enteredAt} />,
    },
  ];
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <>
      {actions && <div className={classes.toolbar}>{actions}</div>}
      <DataTable
        label={t('profile')}
        columns={columns}
        rows={rows.data?.pages.flatMap((page) => page.data)}
        rowKey={(row) => row.profile.id}
        rowLabel={(row) => personName(row.profile).label}
        {...(mayOpen ? { rowHref: (row: MemberLine) => `/profiles/${row.profile.id}` } : {})}
        more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
        empty={
          <EmptyState kind="first" title={state === 'building' ? t('buildingTitle') : t('empty')}>
            {state === 'building' ? t('building') : t('emptyText')}
          </EmptyState>
        }
      />
    </>
  );
}
