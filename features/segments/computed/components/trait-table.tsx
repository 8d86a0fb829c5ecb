'use client';

import { Button } from '@mantine/core';
import { IconMathFunction } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { RelativeTime } from '@/components/relative-time';
import { useFormat } from '@/components/use-format';
import { useWords } from '../../components/use-words';
import type { RuleNames } from '../../data/suggestions';
import { definitionText } from '../core/definition-text';
import { traitRows } from '../queries';
import type { TraitLine } from '../types';
import { TraitStatus } from './trait-status';

type Props = { traits: TraitLine[]; mayWrite: boolean; names: RuleNames };

/** All computed traits with what they are made of, state and freshness. */
export function TraitTable({ traits, mayWrite, names }: Props) {
  const t = useTranslations('computed');
  const format = useFormat();
  const words = useWords(names);
  const rows = useQuery(traitRows(traits));
  const columns: Column<TraitLine>[] = [
    { key: 'name', header: t('column.name'), width: '14rem', cell: (row) => <code>{row.name}</code> },
    {
      key: 'definition',
      header: t('column.definition'),
      width: '26rem',
      hideBelow: 'md',
      cell: (row) => (row.definition ? definitionText(row.definition, words, t as unknown as typeof words.t) : '–'),
    },
    { key: 'people', header: t('column.people'), numeric: true, width: '7rem', cell: (row) => format.integer(row.people) },
    { key: 'users', header: t('column.users'), numeric: true, width: '7rem', hideBelow: 'sm', cell: (row) => format.integer(row.users) },
    { key: 'state', header: t('column.state'), width: '9rem', cell: (row) => <TraitStatus trait={row} /> },
    {
      key: 'computed',
      header: t('column.computed'),
      width: '10rem',
      hideBelow: 'sm',
      cell: (row) => (row.computedAt ? <RelativeTime at={row.computedAt} /> : '–'),
    },
  ];
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={rows.data.data}
      rowKey={(row) => row.name}
      rowLabel={(row) => row.name}
      rowHref={(row) => `/computed-traits/${row.name}`}
      empty={
        <EmptyState
          kind="first"
          title={t('empty.title')}
          icon={<IconMathFunction size={20} />}
          action={
            mayWrite && (
              <Button component={Link} href="/computed-traits/new">
                {t('new')}
              </Button>
            )
          }
        >
          {t('empty.text')}
        </EmptyState>
      }
    />
  );
}
