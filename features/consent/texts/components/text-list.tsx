'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import type { Names } from '../../loaders';
import type { ConsentText } from '../types';

const TextDialog = dynamic(() => import('./text-dialog').then((m) => m.TextDialog), { ssr: false });

type Row = { purpose: Names[number]; channel: Names[number]; versions: ConsentText[] };
type Props = { texts: ConsentText[]; purposes: Names; channels: Names; mayWrite: boolean };

/** By which words people are asked, purpose by purpose and channel by channel; a row opens its versions. */
export function TextList({ texts, purposes, channels, mayWrite }: Props) {
  const t = useTranslations('consent.wordings');
  const format = useFormat();
  const [open, setOpen] = useQueryState('wording', parseAsString);
  const rows: Row[] = purposes.flatMap((purpose) =>
    channels.map((channel) => ({
      purpose,
      channel,
      versions: texts.filter((text) => text.purpose === purpose.key && text.channel === channel.key),
    })),
  );
  const keyOf = (row: Row) => `${row.purpose.key}/${row.channel.key}`;
  const opened = rows.find((row) => keyOf(row) === open);
  const languages = ({ versions: [current] }: Row) => Object.keys(current?.texts ?? {}).join(', ');
  const columns: Column<Row>[] = [
    { key: 'purpose', header: t('purpose'), cell: (row) => row.purpose.name, width: '20%' },
    { key: 'channel', header: t('channel'), cell: (row) => row.channel.name, width: '18%' },
    {
      key: 'text',
      header: t('asked'),
      cell: (row) => <span dir="auto">{Object.values(row.versions[0]?.texts ?? {})[0] ?? t('notAsked')}</span>,
      width: '34%',
      hideBelow: 'sm',
    },
    { key: 'languages', header: t('languages'), cell: (row) => languages(row) || '–', width: '12%', hideBelow: 'md' },
    {
      key: 'version',
      header: t('version'),
      cell: ({ versions: [current] }) => (current ? format.integer(current.version) : '–'),
      width: '16%',
      numeric: true,
    },
  ];
  return (
    <Section title={t('title')} description={t('text')}>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowLabel={(row) => `${row.purpose.name}, ${row.channel.name}`}
        onRowClick={(row) => void setOpen(keyOf(row))}
        empty={<EmptyState kind="first" title={t('title')} />}
      />
      {opened && <TextDialog key={open} {...opened} mayWrite={mayWrite} onClose={() => void setOpen(null)} />}
    </Section>
  );
}
