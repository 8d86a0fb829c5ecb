'use client';

import { Button, Select } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import { deliveryKinds, deliveryStatuses } from '../constants';
import { deliveryRows } from '../queries';
import type { DeliveryLine } from '../types';
import classes from './activation.module.css';
import { DeliveryState, useDeliveryReason } from './delivery-state';
import { ReplayButton } from './replay-button';

const DeliverySheet = dynamic(() => import('./delivery-sheet').then((m) => m.DeliverySheet), { ssr: false });

type Props = {
  destinationId: string;
  deadCount: number;
  mayWrite: boolean;
  asked: { status?: string | undefined; kind?: string | undefined; segmentId?: string | undefined };
  first: { data: DeliveryLine[]; nextCursor: string | null };
};

/** What was sent, is waiting, was withheld or failed: filtered through the address, renewed every few seconds. */
export function DeliveryLog({ destinationId, deadCount, mayWrite, asked, first }: Props) {
  const t = useTranslations('destinations');
  const common = useTranslations('common.action');
  const format = useFormat();
  const reasonOf = useDeliveryReason();
  const [{ status, kind, segment, delivery }, set] = useQueryStates({
    status: parseAsStringLiteral(deliveryStatuses),
    kind: parseAsStringLiteral(deliveryKinds),
    segment: parseAsString,
    delivery: parseAsString,
  });
  const ask = { status: status ?? undefined, kind: kind ?? undefined, segmentId: segment ?? undefined };
  const isFirst = ask.status === asked.status && ask.kind === asked.kind && ask.segmentId === asked.segmentId;
  const log = useInfiniteQuery({
    ...deliveryRows(destinationId, ask),
    ...(isFirst ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const rows = log.data?.pages.flatMap((page) => page.data);
  const filtered = status !== null || kind !== null || segment !== null;
  const personOf = (d: DeliveryLine) => (d.kind === 'test' ? t('deliveries.test') : (d.profileName ?? t('deliveries.unnamed')));
  const columns: Column<DeliveryLine>[] = [
    { key: 'person', header: t('deliveries.person'), cell: personOf, width: '24%' },
    { key: 'kind', header: t('deliveries.kind'), cell: (d) => t(`kinds.${d.kind}`), width: '12%' },
    { key: 'segment', header: t('deliveries.segment'), cell: (d) => d.segmentName ?? '–', width: '18%', hideBelow: 'md' },
    { key: 'state', header: t('deliveries.state'), cell: (d) => <DeliveryState status={d.status} />, width: '14%' },
    {
      key: 'answer',
      header: t('deliveries.answer'),
      cell: (d) => reasonOf(d) || (d.responseStatus === null ? '–' : String(d.responseStatus)),
      width: '14%',
      hideBelow: 'sm',
    },
    {
      key: 'attempts',
      header: t('deliveries.attempts'),
      cell: (d) => format.integer(d.attempts),
      width: '8%',
      numeric: true,
      hideBelow: 'sm',
    },
    { key: 'time', header: t('deliveries.time'), cell: (d) => format.dateTime(d.createdAt), width: '16%', hideBelow: 'sm' },
  ];
  return (
    <Section title={t('deliveries.title')}>
      <div className={classes.filters}>
        <Select
          aria-label={t('deliveries.filterState')}
          placeholder={t('deliveries.anyState')}
          value={status}
          onChange={(value) => void set({ status: deliveryStatuses.find((s) => s === value) ?? null })}
          data={deliveryStatuses.map((value) => ({ value, label: t(`states.${value}`) }))}
          clearable
        />
        <Select
          aria-label={t('deliveries.filterKind')}
          placeholder={t('deliveries.anyKind')}
          value={kind}
          onChange={(value) => void set({ kind: deliveryKinds.find((k) => k === value) ?? null })}
          data={deliveryKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          clearable
        />
        {mayWrite && deadCount > 0 && (
          <div className={classes.end}>
            <ReplayButton destinationId={destinationId} count={deadCount} />
          </div>
        )}
      </div>
      {log.error && !rows && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {(rows || !log.error) && (
        <DataTable
          label={t('deliveries.label')}
          columns={columns}
          rows={rows}
          rowKey={(d) => d.id}
          rowLabel={personOf}
          onRowClick={(d) => void set({ delivery: d.id })}
          more={{ hasMore: log.hasNextPage, loading: log.isFetchingNextPage, load: () => void log.fetchNextPage() }}
          empty={
            filtered ? (
              <EmptyState
                kind="filtered"
                title={t('deliveries.noneFiltered')}
                action={
                  <Button variant="default" onClick={() => void set({ status: null, kind: null, segment: null })}>
                    {common('clearFilters')}
                  </Button>
                }
              />
            ) : (
              <EmptyState kind="first" title={t('deliveries.none')} icon={<IconSend size={24} />}>
                {t('deliveries.noneText')}
              </EmptyState>
            )
          }
        />
      )}
      {delivery && (
        <DeliverySheet destinationId={destinationId} id={delivery} mayWrite={mayWrite} onClose={() => void set({ delivery: null })} />
      )}
    </Section>
  );
}
