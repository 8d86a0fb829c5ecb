'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Mono } from '@/components/mono';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { archiveChannelAction } from '../actions';
import type { Channel } from '../types';
import { RuleMenu } from './rule-menu';

const ChannelDialog = dynamic(() => import('./channel-dialog').then((m) => m.ChannelDialog), { ssr: false });

/** The ways a person is reached. */
export function ChannelList({ channels, mayWrite }: { channels: Channel[]; mayWrite: boolean }) {
  const t = useTranslations('consent');
  // 'new' makes one, any other value is the channel being renamed.
  const [open, setOpen] = useQueryState('channel', parseAsString);
  const edited = channels.find((c) => c.key === open);
  const columns: Column<Channel>[] = [
    { key: 'name', header: t('name'), cell: (c) => c.name, width: '48%' },
    { key: 'key', header: t('key'), cell: (c) => <Mono>{c.key}</Mono>, width: '30%' },
    { key: 'state', header: t('state'), cell: (c) => (c.archived ? <Status tone="neutral">{t('archived')}</Status> : null), width: '20%' },
    ...(mayWrite
      ? [
          {
            key: 'menu',
            header: '',
            cell: (c: Channel) => <RuleMenu rule={c} archive={archiveChannelAction} onEdit={() => void setOpen(c.key)} />,
            width: '56px',
          },
        ]
      : []),
  ];
  const add = mayWrite && (
    <Button variant="default" onClick={() => void setOpen('new')}>
      {t('newChannel')}
    </Button>
  );
  return (
    <Section title={t('channels')} description={t('channelsText')} aside={add}>
      <DataTable
        label={t('channels')}
        columns={columns}
        rows={channels}
        rowKey={(c) => c.key}
        rowLabel={(c) => c.name}
        empty={<EmptyState kind="first" title={t('newChannel')} />}
      />
      {mayWrite && (open === 'new' || edited) && <ChannelDialog channel={edited} onClose={() => void setOpen(null)} />}
    </Section>
  );
}
