'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/types';
import { useFormat } from '@/components/use-format';
import type { ProfileLine, SearchStep } from '../types';
import classes from './explorer.module.css';

type Line = ProfileLine & { foundBy?: SearchStep };

/** The explorer's columns: who, how to reach them, when they were last here, what they bought. */
export function useProfileColumns(): Column<Line>[] {
  const t = useTranslations('profiles.explorer');
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('columns.name'),
        width: '28%',
        cell: (row) => (
          <span className={classes.who}>
            <span>{row.name ?? row.email ?? row.phone ?? row.userId ?? t('unknown')}</span>
            {row.foundBy === 'typo' && <span className={classes.near}>{t('near')}</span>}
          </span>
        ),
      },
      { key: 'email', header: t('columns.email'), width: '24%', hideBelow: 'sm', cell: (row) => <bdi>{row.email ?? '–'}</bdi> },
      { key: 'phone', header: t('columns.phone'), width: '14%', hideBelow: 'md', cell: (row) => <bdi dir="ltr">{row.phone ?? '–'}</bdi> },
      {
        key: 'lastSeen',
        header: t('columns.lastContact'),
        width: '14%',
        cell: (row) => <span title={format.dateTime(row.lastSeenAt)}>{format.relative(row.lastSeenAt)}</span>,
      },
      {
        key: 'orders',
        header: t('columns.orders'),
        width: '8%',
        numeric: true,
        hideBelow: 'sm',
        cell: (row) => format.integer(row.orderCount),
      },
      {
        key: 'spend',
        header: t('columns.spend'),
        width: '12%',
        numeric: true,
        hideBelow: 'sm',
        cell: (row) => (row.orderCount > 0 || row.spend !== 0 ? format.money(row.spend, row.currency) : '–'),
      },
    ],
    [t, format],
  );
}
