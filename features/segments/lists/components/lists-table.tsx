'use client';

import { SegmentedControl } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { RelativeTime } from '@/components/relative-time';
import { useFormat } from '@/components/use-format';
import classes from '../../components/segment-list.module.css';
import type { PeopleList } from '../types';
import { NewListButton } from './new-list-button';

type Props = { lists: PeopleList[]; status: 'active' | 'archived'; mayWrite: boolean };

/** All lists with how many people are on them. */
export function ListsTable({ lists, status, mayWrite }: Props) {
  const t = useTranslations('segments.lists');
  const format = useFormat();
  const router = useRouter();
  const columns: Column<PeopleList>[] = [
    { key: 'name', header: t('name'), cell: (row) => <span title={row.description || row.name}>{row.name}</span> },
    { key: 'size', header: t('size'), numeric: true, width: '7rem', cell: (row) => format.integer(row.size) },
    { key: 'by', header: t('by'), width: '12rem', hideBelow: 'sm', cell: (row) => row.createdBy },
    { key: 'updated', header: t('updated'), width: '11rem', hideBelow: 'sm', cell: (row) => <RelativeTime at={row.updatedAt} /> },
  ];
  return (
    <>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('status.label')}
          value={status}
          onChange={(next) => router.replace(next === 'archived' ? '/segments/lists?status=archived' : '/segments/lists')}
          data={(['active', 'archived'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
        />
      </div>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={lists}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `/segments/lists/${row.id}`}
        empty={
          status === 'archived' ? (
            <EmptyState kind="filtered" title={t('noneArchived')} />
          ) : (
            <EmptyState kind="first" title={t('empty')} icon={<IconListCheck size={20} />} action={mayWrite && <NewListButton />}>
              {t('emptyText')}
            </EmptyState>
          )
        }
      />
    </>
  );
}
