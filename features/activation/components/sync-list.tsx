'use client';

import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { TextLink } from '@/components/link-button';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import { StateBeside } from '@/features/segments/components/state-beside';
import type { Suggested, SyncChoices } from '../loaders';
import { syncRows } from '../queries';
import type { DestinationView, SyncView } from '../types';
import { SyncMenu } from './sync-menu';

const SyncDialog = dynamic(() => import('./sync-dialog').then((m) => m.SyncDialog), { ssr: false });

type Props = { destination: DestinationView; syncs: SyncView[]; choices: SyncChoices; suggested: Suggested; mayWrite: boolean };

/** The segments that feed a destination, with how level it is with each. */
export function SyncList({ destination, syncs, choices, suggested, mayWrite }: Props) {
  const t = useTranslations('destinations.syncs');
  const format = useFormat();
  // '' is closed, 'new' attaches, any other value is the segment being edited.
  const [open, setOpen] = useQueryState('sync', parseAsString.withDefault(''));
  const { data } = useQuery({ ...syncRows(destination.id), initialData: { data: syncs } });
  const goesAlong = ({ mapping }: SyncView) => [...mapping.identifiers, ...mapping.traits].join(', ') || t('noMapping');
  const columns: Column<SyncView>[] = [
    {
      key: 'segment',
      header: t('segment'),
      cell: (s) => (
        <>
          <TextLink href={`/segments/${s.segmentId}`}>{s.segmentName}</TextLink> <StateBeside state={s.segmentState} />
        </>
      ),
      width: '24%',
    },
    { key: 'state', header: t('state'), cell: (s) => <SyncState sync={s} />, width: '20%' },
    { key: 'mapping', header: t('mapping'), cell: (s) => <span title={goesAlong(s)}>{goesAlong(s)}</span>, width: '26%', hideBelow: 'sm' },
    { key: 'size', header: t('size'), cell: (s) => format.integer(s.segmentSize), width: '12%', numeric: true, hideBelow: 'sm' },
    { key: 'audience', header: t('audience'), cell: (s) => format.integer(s.audience), width: '12%', numeric: true },
    {
      key: 'menu',
      header: '',
      cell: (s) =>
        mayWrite &&
        s.status !== 'detaching' && <SyncMenu destinationId={destination.id} sync={s} onEdit={() => void setOpen(s.segmentId)} />,
      width: '56px',
    },
  ];
  const attach = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} variant={data.data.length ? 'default' : 'filled'} onClick={() => void setOpen('new')}>
      {t('attach')}
    </Button>
  );
  const edited = data.data.find((s) => s.segmentId === open);
  return (
    <Section title={t('title')} description={t('text')} aside={data.data.length > 0 && attach}>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={data.data}
        rowKey={(s) => s.segmentId}
        rowLabel={(s) => s.segmentName}
        empty={
          <EmptyState kind="first" title={t('none')} icon={<IconUsersGroup size={24} />} action={attach}>
            {t('noneText')}
          </EmptyState>
        }
      />
      {mayWrite && (open === 'new' || edited) && (
        <SyncDialog
          destination={destination}
          choices={choices}
          suggested={suggested}
          taken={data.data.map((s) => s.segmentId)}
          edited={edited}
          onClose={() => void setOpen(null)}
        />
      )}
    </Section>
  );
}

function SyncState({ sync }: { sync: SyncView }) {
  const t = useTranslations('destinations.syncs');
  const format = useFormat();
  if (sync.status !== 'active') return <Status tone={sync.status === 'paused' ? 'warning' : 'busy'}>{t(sync.status)}</Status>;
  if (sync.levelState !== 'running') return <Status tone="success">{t('active')}</Status>;
  const progress = { done: format.integer(sync.levelDone), total: format.integer(sync.levelTotal) };
  return <Status tone="busy">{t('levelling', progress)}</Status>;
}
