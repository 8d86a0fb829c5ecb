'use client';

import { Loader, TextInput } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import type { ExplorerData } from '../loaders';
import { type ExplorerFilter, explorerCount, explorerRows } from '../queries';
import classes from './explorer.module.css';
import { ClearButton, ConnectLink } from './explorer-buttons';
import { ExplorerFilters } from './explorer-filters';
import { useProfileColumns } from './use-profile-columns';

const address = { q: parseAsString, source: parseAsString, segment: parseAsString, consent: parseAsString };
const SETTLE_MS = 150;

/** One search box over everything that people are known by, with instant results; without a text, everyone by last contact. */
export function ProfileExplorer({ initial, asked }: { initial: ExplorerData; asked: ExplorerFilter }) {
  const t = useTranslations('profiles.explorer');
  const format = useFormat();
  const columns = useProfileColumns();
  const [state, setState] = useQueryStates(address, { history: 'replace', shallow: true });
  const [typed, setTyped] = useState(asked.q);
  const settled = useDebounced(typed, SETTLE_MS);
  const filter: ExplorerFilter = { q: settled.trim(), source: state.source, segment: state.segment, consent: state.consent };
  const isFirst = JSON.stringify(filter) === JSON.stringify(asked);

  const rows = useInfiniteQuery({
    ...explorerRows(filter),
    ...(isFirst ? { initialData: { pages: [initial.page], pageParams: [null] } } : {}),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    ...explorerCount(filter),
    ...(isFirst ? { initialData: initial.count } : {}),
    placeholderData: keepPreviousData,
  });

  const search = (text: string) => {
    setTyped(text);
    void setState({ q: text.trim() || null });
  };
  const clear = () => {
    setTyped('');
    void setState({ q: null, source: null, segment: null, consent: null });
  };
  const searching = filter.q !== '';
  const filtered = searching || filter.source !== null || filter.segment !== null || filter.consent !== null;
  const found = rows.data?.pages.flatMap((page) => page.data);
  const last = rows.data?.pages.at(-1);
  const waiting = typed !== settled || rows.isPlaceholderData;

  return (
    <>
      <div className={classes.tools}>
        {initial.canSearch && (
          <TextInput
            type="search"
            className={classes.search}
            label={t('search')}
            labelProps={{ className: classes.hiddenLabel }}
            placeholder={t('placeholder')}
            value={typed}
            onChange={(event) => search(event.currentTarget.value)}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={waiting ? <Loader size={14} /> : null}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        {!searching && <ExplorerFilters options={initial.options} value={state} onChange={(change) => void setState(change)} />}
      </div>
      <p className={classes.count} aria-live="polite">
        {searching
          ? last && t('found', { count: found?.length ?? 0, more: String(last.more) })
          : count.data && t('count', { count: count.data.count, shown: format.integer(count.data.count), more: String(count.data.more) })}
        {last?.partial && ` ${t('partial')}`}
      </p>
      {!initial.canSearch && <p className={classes.hint}>{t('noSearch')}</p>}
      {rows.error ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : (
        <DataTable
          label={t('label')}
          columns={columns}
          rows={found}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name ?? row.email ?? row.phone ?? row.userId ?? row.id}
          rowHref={(row) => `/profiles/${row.id}`}
          stale={waiting}
          more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
          empty={
            filtered ? (
              <EmptyState
                kind="filtered"
                title={searching ? t('nobody', { query: filter.q }) : t('noMatch')}
                action={<ClearButton onClick={clear} />}
              >
                {searching && t('tips')}
              </EmptyState>
            ) : (
              <EmptyState
                kind="first"
                title={t('empty')}
                icon={<IconUsers size={32} stroke={1.5} />}
                action={initial.canConnect && <ConnectLink />}
              >
                {t('emptyText')}
              </EmptyState>
            )
          }
        />
      )}
    </>
  );
}
