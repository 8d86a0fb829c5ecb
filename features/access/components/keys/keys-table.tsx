'use client';

import { useTranslations } from 'next-intl';
import { ConfirmButton } from '@/components/confirm-button';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Status } from '@/components/status';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { revokeApiKeyAction } from '../../actions';
import type { ApiKey } from '../../types';
import classes from './keys-table.module.css';

/** All API keys; a living one can be revoked. */
export function KeysTable({ keys }: { keys: ApiKey[] }) {
  const t = useTranslations('access.keys');
  const format = useFormat();
  const { run } = useAction(revokeApiKeyAction, { success: t('revoked') });
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      header: t('name'),
      cell: (key) => (
        <span className={classes.key}>
          <span className={classes.name}>{key.name}</span>
          <code className={classes.prefix}>{key.prefix}…</code>
        </span>
      ),
    },
    { key: 'scopes', header: t('scopes'), hideBelow: 'sm', cell: (key) => <code className={classes.scopes}>{key.scopes.join(', ')}</code> },
    {
      key: 'binding',
      header: t('binding'),
      width: '12rem',
      hideBelow: 'md',
      cell: (key) => (key.purpose && key.channel ? `${key.purpose} · ${key.channel}` : t('operational')),
    },
    {
      key: 'used',
      header: t('lastUsed'),
      width: '10rem',
      hideBelow: 'md',
      cell: (key) => <span title={format.dateTime(key.lastUsedAt)}>{key.lastUsedAt ? format.relative(key.lastUsedAt) : t('never')}</span>,
    },
    {
      key: 'created',
      header: t('created'),
      width: '14rem',
      hideBelow: 'md',
      cell: (key) =>
        key.createdByName ? t('createdBy', { date: format.date(key.createdAt), name: key.createdByName }) : format.date(key.createdAt),
    },
    {
      key: 'state',
      header: t('state'),
      width: '7.5rem',
      cell: (key) =>
        key.revokedAt ? (
          <Status tone="neutral" title={format.dateTime(key.revokedAt)}>
            {t('isRevoked')}
          </Status>
        ) : (
          <ConfirmButton
            size="compact-sm"
            title={t('revokeTitle', { name: key.name })}
            consequence={t('revokeText')}
            verb={t('revoke')}
            onConfirm={() => run({ keyId: key.id })}
          >
            {t('revoke')}
          </ConfirmButton>
        ),
    },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={keys}
      rowKey={(key) => key.id}
      rowLabel={(key) => key.name}
      empty={
        <EmptyState kind="first" title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      }
    />
  );
}
