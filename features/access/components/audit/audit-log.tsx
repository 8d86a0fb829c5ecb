'use client';

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsInteger, useQueryState } from 'nuqs';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { auditQueryOptions } from '../../queries';
import { AuditFilters } from './audit-filters';
import { useAuditColumns } from './use-audit-columns';
import { useAuditFilter } from './use-audit-filter';

const AuditDetail = dynamic(() => import('./audit-detail').then((m) => m.AuditDetail), { ssr: false });

/** The append-only log of who did what: filtered, read on and on, each line opened beside the list. */
export function AuditLog({ actions }: { actions: string[] }) {
  const t = useTranslations('access.audit');
  const common = useTranslations('common.action');
  const state = useAuditFilter();
  const [open, setOpen] = useQueryState('line', parseAsInteger);
  const query = useInfiniteQuery(auditQueryOptions(state.filter));
  const columns = useAuditColumns();
  const rows = query.data?.pages.flatMap((page) => page.data);
  const line = rows?.find((row) => row.id === open);
  return (
    <>
      <AuditFilters state={state} actions={actions} />
      {query.isError && !rows ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={(row) => String(row.id)}
          rowLabel={(row) => row.action}
          onRowClick={(row) => void setOpen(row.id)}
          stale={query.isPlaceholderData}
          more={{ hasMore: query.hasNextPage, loading: query.isFetchingNextPage, load: () => void query.fetchNextPage() }}
          empty={
            state.isSet ? (
              <EmptyState
                kind="filtered"
                title={t('noMatch')}
                action={
                  <Button variant="default" onClick={state.clear}>
                    {common('clearFilters')}
                  </Button>
                }
              />
            ) : (
              <EmptyState kind="first" title={t('empty')} />
            )
          }
        />
      )}
      {line && <AuditDetail line={line} onClose={() => void setOpen(null)} />}
    </>
  );
}
