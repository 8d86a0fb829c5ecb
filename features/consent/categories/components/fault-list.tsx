'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import type { FaultFigure } from '../data';

/** Consent that came with events and could not be read: it granted nothing. */
export function FaultList({ faults }: { faults: FaultFigure[] }) {
  const t = useTranslations('consent.faults');
  const format = useFormat();
  const columns: Column<FaultFigure>[] = [
    { key: 'source', header: t('source'), cell: (f) => f.source, width: '24%' },
    { key: 'reason', header: t('reason'), cell: (f) => t(`reasons.${f.reason}`), width: '34%' },
    { key: 'category', header: t('category'), cell: (f) => <bdi>{f.category || '–'}</bdi>, width: '20%' },
    { key: 'n', header: t('count'), cell: (f) => format.integer(f.n), width: '10%', numeric: true },
    { key: 'last', header: t('last'), cell: (f) => format.date(`${f.last}T12:00:00Z`), width: '12%', hideBelow: 'sm' },
  ];
  return (
    <Section title={t('title')} description={t('text')}>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={faults}
        rowKey={(f) => `${f.source} ${f.reason} ${f.category}`}
        rowLabel={(f) => f.source}
        empty={<EmptyState kind="first" title={t('none')} />}
      />
    </Section>
  );
}
