'use client';

import { Button, Switch, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import type { EventPropertyPage } from '../data';
import { eventPropertyPages, type PropertyFilter } from '../queries';
import classes from './property-table.module.css';
import { usePropertyColumns } from './use-property-columns';

const parsers = { q: parseAsString.withDefault(''), searchable: parseAsBoolean.withDefault(false) };
const same = (a: PropertyFilter, b: PropertyFilter) => a.q === b.q && a.searchable === b.searchable;

/** Every property seen on events, each with the switch that lets people be found by it. */
export function PropertyTable({ initial, initialFilter }: { initial: EventPropertyPage; initialFilter: PropertyFilter }) {
  const t = useTranslations('event-properties');
  const common = useTranslations('common.action');
  const [filter, setFilter] = useQueryStates(parsers, { clearOnDefault: true });
  const applied = { q: useDebounced(filter.q.trim(), 300), searchable: filter.searchable };
  const query = useInfiniteQuery({
    ...eventPropertyPages(applied),
    ...(same(applied, initialFilter) ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  });
  const columns = usePropertyColumns(() => query.refetch());
  const rows = query.data?.pages.flatMap((page) => page.data);
  const isSet = filter.q !== '' || filter.searchable;
  return (
    <>
      <search className={classes.filters}>
        <TextInput
          label={t('search')}
          value={filter.q}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => void setFilter({ q: event.currentTarget.value })}
        />
        <Switch
          label={t('onlySearchable')}
          checked={filter.searchable}
          onChange={(event) => void setFilter({ searchable: event.currentTarget.checked })}
        />
      </search>
      {query.isError && !rows ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={(row) => JSON.stringify([row.event, row.property])}
          rowLabel={(row) => row.property}
          stale={query.isPlaceholderData}
          more={{ hasMore: query.hasNextPage, loading: query.isFetchingNextPage, load: () => void query.fetchNextPage() }}
          empty={
            isSet ? (
              <EmptyState
                kind="filtered"
                title={t('noMatch')}
                action={
                  <Button variant="default" onClick={() => void setFilter(null)}>
                    {common('clearFilters')}
                  </Button>
                }
              />
            ) : (
              <EmptyState kind="first" title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            )
          }
        />
      )}
    </>
  );
}
