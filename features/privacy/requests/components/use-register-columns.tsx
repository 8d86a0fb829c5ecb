'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '@/components/data-table/types';
import { useFormat } from '@/components/use-format';
import type { RequestLine } from '../data/list-requests';
import classes from './register.module.css';
import { RequestStatus } from './request-state';
import { TimeLeft } from './time-left';

/** The columns of the register. */
export function useRegisterColumns(): Column<RequestLine>[] {
  const t = useTranslations('requests');
  const format = useFormat();
  return [
    {
      key: 'number',
      header: t('column.number'),
      width: '4.5rem',
      cell: (row) => <span className={classes.number}>{format.integer(row.number)}</span>,
    },
    { key: 'type', header: t('column.type'), width: '9rem', cell: (row) => t(`type.${row.type}`) },
    {
      key: 'who',
      header: t('column.who'),
      hideBelow: 'sm',
      cell: (row) => (row.who ? <bdi title={row.who}>{row.who}</bdi> : <span className={classes.quiet}>{t('unnamed')}</span>),
    },
    { key: 'state', header: t('column.state'), width: '9rem', cell: (row) => <RequestStatus state={row.state} /> },
    {
      key: 'due',
      header: t('column.due'),
      width: '13rem',
      cell: (row) => <TimeLeft state={row.state} daysLeft={row.daysLeft} paused={row.pausedAt !== null} dueOn={format.date(row.dueAt)} />,
    },
    { key: 'assignee', header: t('column.assignee'), width: '10rem', hideBelow: 'md', cell: (row) => row.assignee ?? '–' },
    { key: 'received', header: t('column.received'), width: '8rem', hideBelow: 'md', cell: (row) => format.date(row.receivedAt) },
  ];
}
