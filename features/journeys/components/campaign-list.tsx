'use client';

import { IconMail, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { LinkButton } from '@/components/link-button';
import { useFormat } from '@/components/use-format';
import { StateBeside } from '@/features/segments/components/state-beside';
import type { CampaignView } from '../types';
import { CampaignStatus } from './campaign-status';

type Props = { campaigns: CampaignView[]; isReady: { sender: boolean; template: boolean }; mayWrite: boolean };

/** Every campaign with what became of it. */
export function CampaignList({ campaigns, isReady, mayWrite }: Props) {
  const t = useTranslations('emails.campaigns');
  const format = useFormat();
  const figure = (key: 'sent' | 'withheld' | 'bounced'): Column<CampaignView> => ({
    key,
    header: t(`columns.${key}`),
    cell: (c) => format.integer(c.figures[key]),
    width: '9%',
    numeric: true,
    hideBelow: key === 'sent' ? 'sm' : 'md',
  });
  const columns: Column<CampaignView>[] = [
    { key: 'name', header: t('columns.name'), cell: (c) => c.name, width: '24%' },
    { key: 'status', header: t('columns.status'), cell: (c) => <CampaignStatus status={c.status} />, width: '13%' },
    { key: 'segment', header: t('columns.segment'), cell: (c) => <Segment campaign={c} />, width: '18%', hideBelow: 'sm' },
    { key: 'audience', header: t('columns.audience'), cell: (c) => format.integer(c.figures.audience), width: '9%', numeric: true },
    figure('sent'),
    figure('withheld'),
    figure('bounced'),
    { key: 'created', header: t('columns.created'), cell: (c) => format.dateTime(c.createdAt), width: '13%', hideBelow: 'md' },
  ];
  return (
    <DataTable
      label={t('label')}
      columns={columns}
      rows={campaigns}
      rowKey={(c) => c.id}
      rowLabel={(c) => c.name}
      rowHref={(c) => `/emails/${c.id}`}
      empty={
        <EmptyState kind="first" title={t('none')} icon={<IconMail size={24} />} action={mayWrite && <FirstStep isReady={isReady} />}>
          {t(!isReady.sender ? 'needSender' : !isReady.template ? 'needTemplate' : 'noneText')}
        </EmptyState>
      }
    />
  );
}

/** Its state only matters as long as the campaign may yet write to its people. */
function Segment({ campaign: { segmentName, segmentState, status } }: { campaign: CampaignView }) {
  return (
    <>
      {segmentName ?? '–'} {(status === 'draft' || status === 'scheduled') && <StateBeside state={segmentState} />}
    </>
  );
}

/** What has to be there before there can be a campaign. */
function FirstStep({ isReady }: Pick<Props, 'isReady'>) {
  const t = useTranslations('emails.campaigns');
  if (!isReady.sender) return <LinkButton href="/emails/sender">{t('setUpSender')}</LinkButton>;
  if (!isReady.template) return <LinkButton href="/emails/templates/new">{t('writeTemplate')}</LinkButton>;
  return (
    <LinkButton href="/emails/new" leftSection={<IconPlus size={16} />}>
      {t('new')}
    </LinkButton>
  );
}
