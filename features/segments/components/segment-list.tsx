'use client';

import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconCirclesRelation, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { RelativeTime } from '@/components/relative-time';
import { Sparkline } from '@/components/sparkline';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import type { SegmentLine } from '../data/list-segments';
import { type SegmentFilter, segmentRows } from '../queries';
import classes from './segment-list.module.css';
import { SegmentStatus } from './segment-status';
import { SelectedActions } from './selected-actions';

type Props = { asked: SegmentFilter; first: { data: SegmentLine[]; nextCursor: string | null }; labels: string[]; mayWrite: boolean };

const sorts = ['name', 'size', 'updated'] as const;

/** All segments with size, trend and state. */
export function SegmentList({ asked, first, labels, mayWrite }: Props) {
  const t = useTranslations('segments');
  const common = useTranslations('common.action');
  const format = useFormat();
  const [state, setState] = useQueryStates(
    {
      q: parseAsString.withDefault(''),
      label: parseAsString.withDefault(''),
      status: parseAsStringLiteral(['active', 'archived']).withDefault('active'),
      sort: parseAsStringLiteral(sorts).withDefault('name'),
    },
    { history: 'replace' },
  );
  const filter = { ...state, q: useDebounced(state.q.trim(), 200) };
  const isAsked = filter.q === asked.q && filter.label === asked.label && filter.status === asked.status && filter.sort === asked.sort;
  const rows = useInfiniteQuery({
    ...segmentRows(filter),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    ...(isAsked ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const shown = rows.data?.pages.flatMap((page) => page.data) ?? [];
  const [selected, setSelected] = useState(new Set<string>());
  const columns: Column<SegmentLine>[] = [
    {
      key: 'name',
      header: t('column.name'),
      sort: 'name',
      cell: (row) => (
        <span className={classes.name} title={row.description || row.name}>
          {row.name}
        </span>
      ),
    },
    {
      key: 'size',
      header: t('column.size'),
      sort: 'size',
      numeric: true,
      width: '4.5rem',
      cell: (row) => (row.state === 'building' ? '…' : format.integer(row.size)),
    },
    ...(labels.length > 0
      ? [
          {
            key: 'labels',
            header: t('labels.label'),
            width: '12rem',
            hideBelow: 'md' as const,
            cell: (row: SegmentLine) => <span title={row.labels.join(', ')}>{row.labels.join(', ') || '–'}</span>,
          },
        ]
      : []),
    { key: 'trend', header: t('column.trend'), width: '7rem', hideBelow: 'sm', cell: (row) => <Sparkline values={row.trend} /> },
    {
      key: 'used',
      header: t('column.usedBy'),
      numeric: true,
      width: '6rem',
      hideBelow: 'md',
      cell: (row) => (row.usedBy > 0 ? format.integer(row.usedBy) : '–'),
    },
    { key: 'state', header: t('column.state'), width: '6rem', cell: (row) => <SegmentStatus segment={row} /> },
    {
      key: 'updated',
      header: t('column.updated'),
      sort: 'updated',
      width: '10rem',
      hideBelow: 'sm',
      cell: (row) => <RelativeTime at={row.updatedAt} />,
    },
  ];
  const filtered = filter.q !== '' || filter.label !== '' || filter.status !== 'active';
  const empty = filtered ? (
    <EmptyState
      kind="filtered"
      title={t('filtered.title')}
      action={
        <Button variant="default" onClick={() => void setState({ q: null, label: null, status: null })}>
          {common('clearFilters')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      kind="first"
      title={t('empty.title')}
      icon={<IconCirclesRelation size={20} />}
      action={
        mayWrite && (
          <Button component={Link} href="/segments/new">
            {t('new')}
          </Button>
        )
      }
    >
      {t('empty.text')}
    </EmptyState>
  );

  return (
    <>
      {(filtered || first.data.length > 0 || state.q !== '') && (
        <div className={classes.filters}>
          <TextInput
            className={classes.search}
            leftSection={<IconSearch size={16} />}
            placeholder={t('search')}
            aria-label={t('search')}
            value={state.q}
            onChange={(event) => void setState({ q: event.currentTarget.value || null })}
          />
          <SegmentedControl
            aria-label={t('status.label')}
            value={state.status}
            onChange={(status) => void setState({ status: status as SegmentFilter['status'] })}
            data={(['active', 'archived'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
          />
          {(labels.length > 0 || state.label !== '') && (
            <NativeSelect
              aria-label={t('labels.filter')}
              value={state.label}
              onChange={(event) => void setState({ label: event.currentTarget.value || null })}
              data={[
                { value: '', label: t('labels.all') },
                ...[...new Set([...labels, ...(state.label ? [state.label] : [])])].map((value) => ({ value, label: value })),
              ]}
            />
          )}
        </div>
      )}
      {rows.isError ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows.data && shown}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          rowHref={(row) => `/segments/${row.id}`}
          selection={{ selected, onChange: setSelected }}
          bulk={
            <SelectedActions ids={[...selected].filter((id) => shown.some((row) => row.id === id))} labels={labels} mayWrite={mayWrite} />
          }
          stale={rows.isPlaceholderData}
          sort={{ by: state.sort, descending: state.sort !== 'name' }}
          onSort={({ by }) => void setState({ sort: by as SegmentFilter['sort'] })}
          more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
          empty={empty}
        />
      )}
    </>
  );
}
