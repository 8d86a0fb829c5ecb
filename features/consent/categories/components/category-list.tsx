'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import type { Names } from '../../loaders';
import type { Category } from '../data';

const CategoryDialog = dynamic(() => import('./category-dialog').then((m) => m.CategoryDialog), { ssr: false });

type Props = { categories: Category[]; purposes: Names; channels: Names; mayWrite: boolean };

/** What the categories of consent managers on websites and in apps stand for. */
export function CategoryList({ categories, purposes, channels, mayWrite }: Props) {
  const t = useTranslations('consent.categories');
  // '+' adds one, any other value is the category being changed.
  const [open, setOpen] = useQueryState('category', parseAsString);
  const nameOf = (list: Names, key: string) => list.find((each) => each.key === key)?.name ?? key;
  const columns: Column<Category>[] = [
    { key: 'category', header: t('category'), cell: (c) => <bdi>{c.category}</bdi>, width: '32%' },
    {
      key: 'cells',
      header: t('standsFor'),
      cell: (c) => c.cells.map((cell) => `${nameOf(purposes, cell.purpose)} · ${nameOf(channels, cell.channel)}`).join(', '),
      width: '68%',
    },
  ];
  const add = mayWrite && (
    <Button variant="default" onClick={() => void setOpen('+')}>
      {t('add')}
    </Button>
  );
  const edited = categories.find((c) => c.category === open);
  return (
    <Section title={t('title')} description={t('text')} aside={add}>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={categories}
        rowKey={(c) => c.category}
        rowLabel={(c) => c.category}
        {...(mayWrite ? { onRowClick: (c: Category) => void setOpen(c.category) } : {})}
        empty={
          <EmptyState kind="first" title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
      {mayWrite && open !== null && (open === '+' || edited) && (
        <CategoryDialog key={open} edited={edited} purposes={purposes} channels={channels} onClose={() => void setOpen(null)} />
      )}
    </Section>
  );
}
