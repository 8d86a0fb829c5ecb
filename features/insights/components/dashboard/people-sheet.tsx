'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { LinkButton } from '@/components/link-button';
import { SideSheet } from '@/components/side-sheet';
import { useFormat } from '@/components/use-format';
import { personName } from '@/features/segments/components/person-name';
import { newSegmentHref } from '@/features/segments/core/rule-text';
import { readFigure } from '../../core/figures';
import type { PersonLine } from '../../data/people';
import { peopleOf } from '../../queries';
import classes from './dashboard.module.css';
import { useDashboardFilter } from './use-dashboard-filter';
import { useFigureName } from './use-figure-name';
import { useFigures } from './use-figures';

/** The people behind the figure in the address: how many, what they did in its days, and the way to a segment of them. */
export function PeopleSheet({ maySave }: { maySave: boolean }) {
  const { people, close } = useFigures();
  const nameOf = useFigureName();
  const figure = people === null ? undefined : readFigure(people);
  return (
    <SideSheet opened={figure !== undefined} onClose={close} title={figure ? nameOf(figure) : ''} size="40rem">
      {figure && people !== null && <PeopleList people={people} name={nameOf(figure)} maySave={maySave} />}
    </SideSheet>
  );
}

function PeopleList({ people, name, maySave }: { people: string; name: string; maySave: boolean }) {
  const t = useTranslations('insights.people');
  const format = useFormat();
  const { filter } = useDashboardFilter();
  const rows = useInfiniteQuery(peopleOf(people, filter));
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  const first = rows.data?.pages[0];
  const columns: Column<PersonLine>[] = [
    { key: 'name', header: t('person'), cell: ({ profile }) => <span title={personName(profile).label}>{personName(profile).label}</span> },
    { key: 'detail', header: t('contact'), hideBelow: 'sm', cell: ({ profile }) => personName(profile).detail ?? '–' },
    { key: 'orders', header: t('orders'), numeric: true, width: '5rem', cell: ({ orders }) => format.integer(orders) },
    { key: 'net', header: t('net'), numeric: true, width: '8rem', cell: ({ net }) => format.money(net) },
  ];
  return (
    <>
      <div className={classes.sheetHead}>
        <div>
          <p className={classes.sheetCount} aria-live="polite">
            {first ? t('count', { count: first.count }) : '…'}
          </p>
          {first && (
            <p className={classes.note}>
              {t('sums', { orders: first.orders, net: format.money(first.net), time: format.dateTime(first.asOf) })}
            </p>
          )}
        </div>
        {maySave && first && (
          <LinkButton href={newSegmentHref(first.rule, name)} variant="default">
            {t('save')}
          </LinkButton>
        )}
      </div>
      <DataTable
        label={name}
        columns={columns}
        rows={rows.data?.pages.flatMap((page) => page.data)}
        rowKey={(row) => row.profile.id}
        rowLabel={(row) => personName(row.profile).label}
        rowHref={(row) => `/profiles/${row.profile.id}`}
        more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
        compact
        empty={<EmptyState kind="filtered" title={t('nobody')} />}
      />
    </>
  );
}
