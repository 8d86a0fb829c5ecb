'use client';

import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import type { RegisterPage } from '../loaders';
import { filterParams, requestRows } from '../queries';
import { RegisterFilters } from './register-filters';
import { useRegisterColumns } from './use-register-columns';
import { useRegisterFilter } from './use-register-filter';

type Props = Pick<RegisterPage, 'asked' | 'first' | 'officers' | 'mayWrite'>;

/** The register: open requests by urgency, filtered by what stands in the address. */
export function Register({ asked, first, officers, mayWrite }: Props) {
  const t = useTranslations('requests');
  const common = useTranslations('common.action');
  const columns = useRegisterColumns();
  const [state, setState] = useRegisterFilter();
  const filter = { ...state, q: useDebounced(state.q.trim(), 250) };
  const isAsked = filterParams(filter).toString() === filterParams(asked).toString();
  const rows = useInfiniteQuery({
    ...requestRows(filter),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    ...(isAsked ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const filtered =
    filter.q !== '' || filter.state !== 'open' || filter.type !== null || filter.overdue !== null || filter.assignee !== null;
  const clear = () => void setState({ q: null, state: null, type: null, overdue: null, assignee: null });
  return (
    <>
      <RegisterFilters
        filter={state}
        set={(change) => void setState({ ...change, ...(change.q === '' ? { q: null } : {}) })}
        clear={filtered ? clear : null}
        officers={officers}
      />
      {rows.isError ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows.data?.pages.flatMap((page) => page.data)}
          rowKey={(row) => row.id}
          rowLabel={(row) => t('one', { number: String(row.number) })}
          rowHref={(row) => `/requests/${row.id}`}
          stale={rows.isPlaceholderData}
          more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
          empty={
            filtered ? (
              <EmptyState
                kind="filtered"
                title={t('empty.filtered')}
                action={
                  <Button variant="default" onClick={clear}>
                    {common('clearFilters')}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                kind="first"
                title={t('empty.noneOpen')}
                icon={<IconFileText size={20} />}
                action={
                  <Button variant="default" onClick={() => void setState({ state: 'all' })}>
                    {t('empty.showAll')}
                  </Button>
                }
              >
                {mayWrite && t('empty.text')}
              </EmptyState>
            )
          }
        />
      )}
    </>
  );
}
