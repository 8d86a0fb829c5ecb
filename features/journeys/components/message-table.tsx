'use client';

import { Button, Select } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import { messageStatuses, readings } from '../constants';
import { messageRows } from '../queries';
import type { MessageLine } from '../types';
import { MessageState } from './campaign-status';
import classes from './emails.module.css';
import { useMailReason } from './use-mail-reason';

type Props = {
  campaignId: string;
  /** Whether opens or clicks of it are noticed. */
  measured: boolean;
  /** After how many milliseconds its figures are looked at again. */
  renewal: number | false;
};

/** A campaign's messages, filtered through the address, each leading to its person. */
export function MessageTable({ campaignId, measured, renewal }: Props) {
  const t = useTranslations('emails');
  const common = useTranslations('common.action');
  const format = useFormat();
  const say = useMailReason();
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(messageStatuses));
  const [read, setRead] = useQueryState('read', parseAsStringLiteral(readings));
  const log = useInfiniteQuery(messageRows(campaignId, { status, read }, renewal));
  const rows = log.data?.pages.flatMap((page) => page.data);
  const columns: Column<MessageLine>[] = [
    { key: 'person', header: t('messages.person'), cell: (m) => m.profileName ?? t('messages.unnamed'), width: measured ? '22%' : '26%' },
    { key: 'state', header: t('messages.state'), cell: (m) => <MessageState status={m.status} />, width: measured ? '14%' : '16%' },
    {
      key: 'reason',
      header: t('messages.reason'),
      cell: (m) => (m.reason ? say(m.reason) : m.unsubscribedAt ? t('messages.left') : '–'),
      width: measured ? '20%' : '26%',
    },
    ...(measured ? [{ key: 'read', header: t('messages.read'), cell: (m: MessageLine) => <ReadAt message={m} />, width: '18%' }] : []),
    {
      key: 'answer',
      header: t('messages.answer'),
      cell: (m) => [m.smtpCode, m.smtpStatus].filter(Boolean).join(' ') || '–',
      width: measured ? '10%' : '14%',
      hideBelow: 'sm',
    },
    { key: 'time', header: t('messages.time'), cell: (m) => format.dateTime(m.at), width: measured ? '16%' : '18%', hideBelow: 'sm' },
  ];
  return (
    <Section title={t('messages.title')}>
      <div className={classes.filters}>
        <Select
          aria-label={t('messages.filter')}
          placeholder={t('messages.any')}
          value={status}
          onChange={(value) => void setStatus(messageStatuses.find((s) => s === value) ?? null)}
          data={messageStatuses.map((value) => ({ value, label: t(`states.${value}`) }))}
          clearable
        />
        {(measured || read) && (
          <Select
            aria-label={t('messages.read')}
            placeholder={t('messages.readAny')}
            value={read}
            onChange={(value) => void setRead(readings.find((r) => r === value) ?? null)}
            data={readings.map((value) => ({ value, label: t(`messages.${value}`) }))}
            clearable
          />
        )}
      </div>
      {log.error && !rows && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {(rows || !log.error) && (
        <DataTable
          label={t('messages.label')}
          columns={columns}
          rows={rows}
          rowKey={(m) => m.id}
          rowLabel={(m) => m.profileName ?? t('messages.unnamed')}
          rowHref={(m) => (m.profileId ? `/profiles/${m.profileId}` : undefined)}
          more={{ hasMore: log.hasNextPage, loading: log.isFetchingNextPage, load: () => void log.fetchNextPage() }}
          empty={
            status || read ? (
              <EmptyState
                kind="filtered"
                title={t('messages.noneFiltered')}
                action={
                  <Button variant="default" onClick={() => void Promise.all([setStatus(null), setRead(null)])}>
                    {common('clearFilters')}
                  </Button>
                }
              />
            ) : (
              <EmptyState kind="first" title={t('messages.none')} icon={<IconMail size={24} />}>
                {t('messages.noneText')}
              </EmptyState>
            )
          }
        />
      )}
    </Section>
  );
}

/** What was noticed of a letter, and when first. */
function ReadAt({ message: { openedAt, clickedAt } }: { message: MessageLine }) {
  const t = useTranslations('emails.messages');
  const format = useFormat();
  if (!openedAt && !clickedAt) return '–';
  return (
    <>
      {openedAt && <div>{t('openedAt', { time: format.dateTime(openedAt) })}</div>}
      {clickedAt && <div>{t('clickedAt', { time: format.dateTime(clickedAt) })}</div>}
    </>
  );
}
