'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import type { ConsentFigure } from '../data/figures';
import type { Channel, Purpose } from '../types';

type Props = { figures: ConsentFigure[]; purposes: Purpose[]; channels: Channel[] };

/** How many people said yes and no, by purpose and channel. */
export function ConsentFigures({ figures, purposes, channels }: Props) {
  const t = useTranslations('consent');
  const format = useFormat();
  const nameOf = (list: { key: string; name: string }[], key: string) => list.find((each) => each.key === key)?.name ?? key;
  const recent = (f: ConsentFigure) =>
    t('recentText', { granted: format.integer(f.recentlyGranted), refused: format.integer(f.recentlyRefused) });
  const columns: Column<ConsentFigure>[] = [
    { key: 'purpose', header: t('purpose'), cell: (f) => nameOf(purposes, f.purpose), width: '26%' },
    { key: 'channel', header: t('channel'), cell: (f) => nameOf(channels, f.channel), width: '22%' },
    { key: 'granted', header: t('granted'), cell: (f) => format.integer(f.granted), width: '14%', numeric: true },
    { key: 'refused', header: t('refused'), cell: (f) => format.integer(f.refused), width: '14%', numeric: true },
    { key: 'recent', header: t('recent'), cell: recent, width: '24%', hideBelow: 'sm' },
  ];
  return (
    <Section title={t('figures')} description={t('figuresText')}>
      <DataTable
        label={t('figures')}
        columns={columns}
        rows={figures}
        rowKey={(f) => `${f.purpose}/${f.channel}`}
        rowLabel={(f) => `${nameOf(purposes, f.purpose)}, ${nameOf(channels, f.channel)}`}
        empty={
          <EmptyState kind="first" title={t('noFigures')}>
            {t('noFiguresText')}
          </EmptyState>
        }
      />
    </Section>
  );
}
