'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { Status, type Tone } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { Role, User } from '../../types';
import { MemberMenu } from './member-menu';
import { RoleSelect } from './role-select';
import classes from './team-table.module.css';

const tones: Record<User['status'], Tone> = { active: 'success', invited: 'warning', disabled: 'neutral' };

type Props = { users: User[]; grantable: Role[]; viewerId: string };

/** Everybody on the team, with what can be done about each. */
export function TeamTable({ users, grantable, viewerId }: Props) {
  const t = useTranslations('access.team');
  const format = useFormat();
  const columns: Column<User>[] = [
    {
      key: 'person',
      header: t('person'),
      cell: (user) => (
        <span className={classes.person}>
          <span className={classes.name}>
            {user.name || user.email}
            {user.id === viewerId && <span className={classes.you}>{t('you')}</span>}
          </span>
          {user.name && (
            <bdi className={classes.email} title={user.email}>
              {user.email}
            </bdi>
          )}
        </span>
      ),
    },
    { key: 'role', header: t('role'), width: '10rem', cell: (user) => <RoleSelect user={user} grantable={grantable} /> },
    {
      key: 'status',
      header: t('status'),
      width: '8rem',
      hideBelow: 'sm',
      cell: (user) => <Status tone={tones[user.status]}>{t(`statuses.${user.status}`)}</Status>,
    },
    {
      key: 'seen',
      header: t('lastSeen'),
      width: '10rem',
      hideBelow: 'md',
      cell: (user) => (
        <span title={format.dateTime(user.lastSeenAt)}>{user.lastSeenAt ? format.relative(user.lastSeenAt) : t('never')}</span>
      ),
    },
    {
      key: 'menu',
      header: '',
      width: '3rem',
      cell: (user) => (grantable.includes(user.role) ? <MemberMenu user={user} isSelf={user.id === viewerId} /> : null),
    },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={users}
      rowKey={(user) => user.id}
      rowLabel={(user) => user.name || user.email}
      empty={<EmptyState kind="first" title={t('title')} />}
    />
  );
}
