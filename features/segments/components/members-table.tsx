'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { RelativeTime } from '@/components/relative-time';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import { TraitValue } from '@/features/profiles/components/trait-value';
import { memberRows } from '../queries';
import type { MemberLine, SegmentState } from '../types';
import { MembersToolbar } from './members-toolbar';
import { personName } from './person-name';
import classes from './segment-view.module.css';
import { useMembersAsk } from './use-members-ask';

type Props = {
  segmentId: string;
  state: SegmentState;
  mayOpen: boolean;
  /** Whether this reader sees enough of people to search for them. */
  maySearch: boolean;
  /** The traits that can be columns. */
  traits: string[];
  actions?: ReactNode;
};

/** Who is in the segment, with the columns and in the order that the address says; a row opens the profile. */
export function MembersTable({ segmentId, state, mayOpen, maySearch, traits, actions }: Props) {
  const t = useTranslations('segments.members');
  const profiles = useTranslations('segments.person');
  const format = useFormat();
  const { ask, chosen, setAsk } = useMembersAsk();
  const q = useDebounced(ask.q.trim(), 250);
  const rows = useInfiniteQuery({
    ...memberRows(segmentId, { q, sort: ask.sort, columns: chosen }),
    placeholderData: keepPreviousData,
    refetchInterval: state === 'building' ? 2_000 : 15_000,
  });
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
    ...chosen.map(
      (trait): Column<MemberLine> => ({
        key: `trait ${trait}`,
        header: trait,
        width: '10rem',
        cell: ({ values }) => <TraitValue value={values[trait]} />,
      }),
    ),
    {
      key: 'since',
      header: t('since'),
      sort: 'entered',
      width: '11rem',
      cell: ({ enteredAt }) => <RelativeTime at={enteredAt} />,
    },
  ];
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <>
      <div className={classes.toolbar}>
        <MembersToolbar ask={ask} chosen={chosen} traits={traits} maySearch={maySearch} onAsk={setAsk} />
        {actions}
      </div>
      <DataTable
        label={t('profile')}
        columns={columns}
        rows={rows.data?.pages.flatMap((page) => page.data)}
        rowKey={(row) => row.profile.id}
        rowLabel={(row) => personName(row.profile).label}
        {...(mayOpen ? { rowHref: (row: MemberLine) => `/profiles/${row.profile.id}` } : {})}
        stale={rows.isPlaceholderData}
        sort={{ by: ask.sort === 'id' ? '' : 'entered', descending: ask.sort === 'newest' }}
        onSort={() => setAsk({ sort: ask.sort === 'newest' ? 'oldest' : 'newest' })}
        more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
        empty={
          q !== '' ? (
            <EmptyState kind="filtered" title={t('noneFound')} />
          ) : (
            <EmptyState kind="first" title={state === 'building' ? t('buildingTitle') : t('empty')}>
              {state === 'building' ? t('building') : state === 'live' ? t('emptyText') : t('stillText')}
            </EmptyState>
          )
        }
      />
    </>
  );
}
