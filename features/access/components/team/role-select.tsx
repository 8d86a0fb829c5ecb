'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { changeRoleAction } from '../../actions';
import type { Role, User } from '../../types';

/** A member's role; choosing another takes effect at once and can be undone in the toast. */
export function RoleSelect({ user, grantable }: { user: User; grantable: Role[] }) {
  const t = useTranslations('access.team');
  const roles = useTranslations('common.roles');
  const { run, pending } = useAction(changeRoleAction, {
    success: t('roleChanged', { name: user.name || user.email }),
    undo: () => changeRoleAction({ userId: user.id, role: user.role }),
  });
  if (!grantable.includes(user.role) || user.status === 'disabled') return roles(user.role);
  return (
    <NativeSelect
      size="xs"
      aria-label={t('roleOf', { name: user.name || user.email })}
      value={user.role}
      disabled={pending}
      onChange={(event) => void run({ userId: user.id, role: event.currentTarget.value as Role })}
      data={grantable.map((role) => ({ value: role, label: roles(role) }))}
    />
  );
}
