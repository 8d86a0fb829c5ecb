'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Mono } from '@/components/mono';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import { archivePurposeAction } from '../actions';
import type { Purpose } from '../types';
import { RuleMenu } from './rule-menu';

const PurposeDialog = dynamic(() => import('./purpose-dialog').then((m) => m.PurposeDialog), { ssr: false });

/** What of a purpose asks more of consent than others. */
function Covers({ purpose: { marketing, measuring } }: { purpose: Purpose }) {
  const t = useTranslations('consent');
  const format = useFormat();
  const said = [...(marketing ? [t('yesMarketing')] : []), ...(measuring ? [t('yesMeasuring')] : [])];
  return said.length === 0 ? '–' : format.list(said);
}

/** What data may be used for, with the rules of each. */
export function PurposeList({ purposes, mayWrite }: { purposes: Purpose[]; mayWrite: boolean }) {
  const t = useTranslations('consent');
  const [open, setOpen] = useQueryState('purpose', parseAsString);
  const edited = purposes.find((p) => p.key === open);
  const columns: Column<Purpose>[] = [
    { key: 'name', header: t('name'), cell: (p) => <span title={p.description}>{p.name}</span>, width: '20%' },
    { key: 'key', header: t('key'), cell: (p) => <Mono>{p.key}</Mono>, width: '14%', hideBelow: 'md' },
    {
      key: 'mode',
      header: t('mode'),
      cell: (p) => (p.archived ? <Status tone="neutral">{t('archived')}</Status> : t(`modes.${p.mode}`)),
      width: '18%',
    },
    { key: 'basis', header: t('basis'), cell: (p) => t(`bases.${p.lawfulBasis}`), width: '20%', hideBelow: 'sm' },
    { key: 'covers', header: t('coversShort'), cell: (p) => <Covers purpose={p} />, width: '12%', hideBelow: 'md' },
    {
      key: 'validity',
      header: t('validityShort'),
      cell: (p) => (p.validityDays === null ? t('noEnd') : t('validFor', { days: p.validityDays })),
      width: '16%',
      hideBelow: 'sm',
    },
    ...(mayWrite
      ? [
          {
            key: 'menu',
            header: '',
            cell: (p: Purpose) => <RuleMenu rule={p} archive={archivePurposeAction} onEdit={() => void setOpen(p.key)} />,
            width: '56px',
          },
        ]
      : []),
  ];
  return (
    <Section title={t('purposes')} description={t('purposesText')}>
      <DataTable
        label={t('purposes')}
        columns={columns}
        rows={purposes}
        rowKey={(p) => p.key}
        rowLabel={(p) => p.name}
        empty={<EmptyState kind="first" title={t('newPurpose')} />}
      />
      {edited && mayWrite && <PurposeDialog purpose={edited} onClose={() => void setOpen(null)} />}
    </Section>
  );
}
