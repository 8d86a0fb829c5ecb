'use client';

import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { requestTypes } from '../constants';
import type { Colleague } from '../data/history';
import type { RequestFilter } from '../queries';
import { stateFilters } from '../schema';
import classes from './register.module.css';

type Props = {
  filter: RequestFilter;
  set: (change: Partial<RequestFilter>) => void;
  clear: (() => void) | null;
  officers: Colleague[];
};

/** What of the register is shown; all of it stands in the address. */
export function RegisterFilters({ filter, set, clear, officers }: Props) {
  const t = useTranslations('requests');
  const common = useTranslations('common.action');
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('filter.search')}
        aria-label={t('filter.search')}
        value={filter.q}
        onChange={(event) => set({ q: event.currentTarget.value })}
      />
      <NativeSelect
        className={classes.select}
        aria-label={t('filter.state')}
        value={filter.state}
        onChange={(event) => set({ state: stateFilters.find((state) => state === event.currentTarget.value) ?? 'open' })}
        data={stateFilters.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <NativeSelect
        className={classes.select}
        aria-label={t('filter.type')}
        value={filter.type ?? ''}
        onChange={(event) => set({ type: requestTypes.find((type) => type === event.currentTarget.value) ?? null })}
        data={[{ value: '', label: t('filter.anyType') }, ...requestTypes.map((value) => ({ value, label: t(`type.${value}`) }))]}
      />
      <NativeSelect
        className={classes.select}
        aria-label={t('filter.assignee')}
        value={filter.assignee ?? ''}
        onChange={(event) => set({ assignee: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('filter.anyAssignee') },
          { value: 'me', label: t('filter.me') },
          { value: 'none', label: t('filter.nobody') },
          ...officers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Checkbox
        label={t('filter.overdue')}
        checked={filter.overdue === 'yes'}
        onChange={(event) => set({ overdue: event.currentTarget.checked ? 'yes' : null })}
      />
      {clear && (
        <Button variant="subtle" onClick={clear}>
          {common('clearFilters')}
        </Button>
      )}
    </search>
  );
}
