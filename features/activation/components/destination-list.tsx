'use client';

import { IconPlus, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { LinkButton } from '@/components/link-button';
import { useFormat } from '@/components/use-format';
import type { GateChoices } from '../loaders';
import type { DestinationView } from '../types';
import { DestinationStatus } from './destination-status';

type Props = { destinations: DestinationView[]; choices: GateChoices; mayWrite: boolean };

/** Every destination with what became of its deliveries. */
export function DestinationList({ destinations, choices, mayWrite }: Props) {
  const t = useTranslations('destinations');
  const format = useFormat();
  const nameOf = (list: { key: string; name: string }[], key: string) => list.find((each) => each.key === key)?.name ?? key;
  const columns: Column<DestinationView>[] = [
    { key: 'name', header: t('columns.name'), cell: (d) => d.name, width: '24%' },
    { key: 'status', header: t('columns.status'), cell: (d) => <DestinationStatus status={d.status} />, width: '12%' },
    {
      key: 'gate',
      header: t('columns.gate'),
      cell: (d) => `${nameOf(choices.purposes, d.purpose)} · ${nameOf(choices.channels, d.channel)}`,
      width: '20%',
      hideBelow: 'sm',
    },
    { key: 'audience', header: t('columns.audience'), cell: (d) => format.integer(d.audience), width: '11%', numeric: true },
    { key: 'sent', header: t('columns.sent'), cell: (d) => format.integer(d.figures.sent), width: '11%', numeric: true, hideBelow: 'sm' },
    {
      key: 'withheld',
      header: t('columns.withheld'),
      cell: (d) => format.integer(d.figures.withheld),
      width: '11%',
      numeric: true,
      hideBelow: 'md',
    },
    { key: 'dead', header: t('columns.dead'), cell: (d) => format.integer(d.figures.dead), width: '11%', numeric: true, hideBelow: 'md' },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={destinations}
      rowKey={(d) => d.id}
      rowLabel={(d) => d.name}
      rowHref={(d) => `/destinations/${d.id}`}
      empty={
        <EmptyState
          kind="first"
          title={t('none')}
          icon={<IconSend size={24} />}
          action={
            mayWrite && (
              <LinkButton href="/destinations/new" leftSection={<IconPlus size={16} />}>
                {t('new')}
              </LinkButton>
            )
          }
        >
          {t('noneText')}
        </EmptyState>
      }
    />
  );
}
