'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { assignRequestAction } from '../actions';
import type { Colleague } from '../data/history';

type Props = { requestId: string; assigneeId: string | null; officers: Colleague[] };

/** Who works on it; saved as soon as it is chosen. */
export function AssignSelect({ requestId, assigneeId, officers }: Props) {
  const t = useTranslations('requests.facts');
  const assign = useAction(assignRequestAction, { success: t('assigned') });
  return (
    <NativeSelect
      aria-label={t('assignee')}
      size="sm"
      value={assigneeId ?? ''}
      disabled={assign.pending}
      onChange={(event) => void assign.run({ requestId, assigneeId: event.currentTarget.value || null })}
      data={[{ value: '', label: t('nobody') }, ...officers.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}
