'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import { RelativeTime } from '@/components/relative-time';
import { useFormat } from '@/components/use-format';
import type { OriginFigure } from '../data/figures';

/** How statements came: by what method, and from which source. */
export function OriginFigures({ origins }: { origins: OriginFigure[] }) {
  const t = useTranslations('consent');
  const format = useFormat();
  const columns: Column<OriginFigure>[] = [
    { key: 'method', header: t('origins.method'), cell: (o) => t(`methods.${o.method}`), width: '28%' },
    { key: 'source', header: t('origins.source'), cell: (o) => o.source ?? '–', width: '28%' },
    { key: 'granted', header: t('trend.granted'), cell: (o) => format.integer(o.granted), width: '14%', numeric: true },
    { key: 'refused', header: t('trend.refused'), cell: (o) => format.integer(o.refused), width: '14%', numeric: true },
    { key: 'last', header: t('origins.last'), cell: (o) => <RelativeTime at={o.last} />, width: '16%', hideBelow: 'sm' },
  ];
  return (
    <Section title={t('origins.title')} description={t('origins.text')}>
      <DataTable
        label={t('origins.title')}
        columns={columns}
        rows={origins}
        rowKey={(o) => `${o.method} ${o.source ?? ''}`}
        rowLabel={(o) => t(`methods.${o.method}`)}
        empty={<EmptyState kind="first" title={t('noFigures')} />}
      />
    </Section>
  );
}
