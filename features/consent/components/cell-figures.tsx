'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { TextLink } from '@/components/link-button';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import { peopleHref } from '../core/people-href';
import type { CellFigure } from '../data/figures';
import type { Names } from '../loaders';

type Props = { cells: CellFigure[]; purposes: Names; channels: Names; mayOpen: boolean };

/** Who may be used now, and what people have said, by purpose and channel. */
export function CellFigures({ cells, purposes, channels, mayOpen }: Props) {
  const t = useTranslations('consent');
  const format = useFormat();
  const nameOf = (list: Names, key: string) => list.find((each) => each.key === key)?.name ?? key;
  const labelOf = (f: CellFigure) => `${nameOf(purposes, f.purpose)}, ${nameOf(channels, f.channel)}`;
  const allowed = (f: CellFigure) => {
    const n = format.integer(f.allowed);
    return mayOpen ? (
      <TextLink href={peopleHref(f)} aria-label={t('openPeople', { count: n, cell: labelOf(f) })}>
        {n}
      </TextLink>
    ) : (
      n
    );
  };
  const columns: Column<CellFigure>[] = [
    { key: 'purpose', header: t('purpose'), cell: (f) => nameOf(purposes, f.purpose), width: '24%' },
    { key: 'channel', header: t('channel'), cell: (f) => nameOf(channels, f.channel), width: '20%' },
    { key: 'allowed', header: t('allowedNow'), cell: allowed, width: '16%', numeric: true },
    { key: 'granted', header: t('states.granted'), cell: (f) => format.integer(f.granted), width: '13%', numeric: true, hideBelow: 'sm' },
    { key: 'denied', header: t('states.denied'), cell: (f) => format.integer(f.denied), width: '13%', numeric: true, hideBelow: 'sm' },
    {
      key: 'withdrawn',
      header: t('states.withdrawn'),
      cell: (f) => format.integer(f.withdrawn),
      width: '14%',
      numeric: true,
      hideBelow: 'sm',
    },
  ];
  return (
    <Section title={t('figures')} description={t('figuresText')}>
      <DataTable
        label={t('figures')}
        columns={columns}
        rows={cells}
        rowKey={(f) => `${f.purpose}/${f.channel}`}
        rowLabel={labelOf}
        empty={
          <EmptyState kind="first" title={t('noFigures')}>
            {t('noFiguresText')}
          </EmptyState>
        }
      />
    </Section>
  );
}
