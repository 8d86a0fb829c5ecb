'use client';

import { Button, TextInput } from '@mantine/core';
import { IconPlugConnected, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Sparkline } from '@/components/sparkline';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { SourceRow } from '../data/list-sources';
import { NewSourceButton } from './new-source-button';
import classes from './sources.module.css';

const SEARCH_FROM = 8;

/** All sources with their last day. The search box appears once there are many. */
export function SourcesTable({ sources, mayWrite, now }: { sources: SourceRow[]; mayWrite: boolean; now: number }) {
  const t = useTranslations('sources');
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const columns = useSourceColumns(now);
  const found = sources.filter((s) => s.name.toLowerCase().includes(q.trim().toLowerCase()));
  return (
    <>
      {sources.length >= SEARCH_FROM && (
        <div className={classes.tools}>
          <TextInput
            type="search"
            className={classes.search}
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={q}
            onChange={(event) => void setQ(event.currentTarget.value || null)}
          />
        </div>
      )}
      <DataTable
        label={t('title')}
        columns={columns}
        rows={found}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        rowHref={(row) => `/sources/${row.id}`}
        empty={
          sources.length === 0 ? (
            <EmptyState
              kind="first"
              title={t('empty.title')}
              icon={<IconPlugConnected size={32} stroke={1.5} />}
              action={mayWrite && <NewSourceButton />}
            >
              {t('empty.text')}
            </EmptyState>
          ) : (
            <EmptyState
              kind="filtered"
              title={t('filtered.title')}
              action={
                <Button variant="default" onClick={() => void setQ(null)}>
                  {t('filtered.clear')}
                </Button>
              }
            />
          )
        }
      />
    </>
  );
}

function useSourceColumns(now: number): Column<SourceRow>[] {
  const t = useTranslations('sources');
  const format = useFormat();
  const last = (at: Date | null) => {
    if (at === null) return t('never');
    return now - new Date(at).getTime() < 3_600_000 ? t('thisHour') : format.relative(at, now);
  };
  return [
    { key: 'name', header: t('columns.name'), cell: (s) => s.name },
    { key: 'kind', header: t('columns.kind'), width: '6rem', hideBelow: 'sm', cell: (s) => t(`kind.${s.kind}`) },
    {
      key: 'status',
      header: t('columns.status'),
      width: '8rem',
      cell: (s) => <Status tone={s.status === 'enabled' ? 'success' : 'neutral'}>{t(`status.${s.status}`)}</Status>,
    },
    { key: 'day', header: t('columns.day'), width: '8rem', hideBelow: 'md', cell: (s) => <Sparkline values={s.hourly} /> },
    { key: 'stored', header: t('columns.stored'), width: '7rem', numeric: true, cell: (s) => format.integer(s.stored) },
    {
      key: 'rejected',
      header: t('columns.rejected'),
      width: '7rem',
      numeric: true,
      hideBelow: 'sm',
      cell: (s) => format.integer(s.rejected),
    },
    { key: 'last', header: t('columns.last'), width: '10rem', hideBelow: 'sm', cell: (s) => last(s.lastHour) },
  ];
}
