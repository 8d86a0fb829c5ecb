'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { SideSheet } from '@/components/side-sheet';
import type { ProfileLine } from '@/features/profiles/types';
import { personName } from '../../components/person-name';
import { peopleRows } from '../queries';

type Props = { title: string; path: string; mayOpen: boolean; onClose: () => void; action?: ReactNode };

/** The people behind a figure, page by page; a line opens the profile. */
export function PeopleSheet({ title, path, mayOpen, onClose, action }: Props) {
  const t = useTranslations('segment-page.people');
  const rows = useInfiniteQuery(peopleRows(path));
  const columns: Column<ProfileLine>[] = [
    { key: 'name', header: t('person'), cell: (row) => <span title={personName(row).label}>{personName(row).label}</span> },
    { key: 'detail', header: t('contact'), cell: (row) => personName(row).detail ?? '–' },
  ];
  return (
    <SideSheet opened onClose={onClose} title={title}>
      {action}
      {rows.isError ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={rows.data?.pages.flatMap((page) => page.data)}
          rowKey={(row) => row.id}
          rowLabel={(row) => personName(row).label}
          {...(mayOpen ? { rowHref: (row: ProfileLine) => `/profiles/${row.id}` } : {})}
          more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
          empty={<EmptyState kind="first" title={t('none')} />}
        />
      )}
    </SideSheet>
  );
}
