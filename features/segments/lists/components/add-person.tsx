'use client';

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDebounced } from '@/components/use-debounced';
import { peopleQuery } from '../../queries';

/** Finds a person by name, e-mail, phone or id and puts them on the list. */
export function AddPerson({ onAdd }: { onAdd: (profileId: string) => Promise<unknown> }) {
  const t = useTranslations('segments.lists.people');
  const [typed, setTyped] = useState('');
  const people = useQuery(peopleQuery(useDebounced(typed.trim(), 200)));
  const found = people.data?.data ?? [];
  return (
    <Select
      label={t('add')}
      placeholder={t('addPlaceholder')}
      maw="24rem"
      mb="md"
      searchable
      // The server has searched: it also finds by phone, id and typos, which the shown text does not hold.
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim().length >= 2 && !people.isFetching ? t('nobody') : undefined}
      data={found.map((p) => ({ value: p.id, label: p.detail ? `${p.label} · ${p.detail}` : p.label }))}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(profileId) => {
        setTyped('');
        if (profileId) void onAdd(profileId);
      }}
    />
  );
}
