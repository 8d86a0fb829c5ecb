'use client';

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDebounced } from '@/components/use-debounced';
import { personSearch } from '../queries';

export type Picked = { id: string; label: string };

/** Finds a person by name or identifier, as the reader may see them. */
export function PersonPicker({ picked, onPick }: { picked: Picked | null; onPick: (person: Picked | null) => void }) {
  const t = useTranslations('emails.preview');
  const [search, setSearch] = useState('');
  const q = useDebounced(search === picked?.label ? '' : search, 250);
  const found = useQuery(personSearch(q));
  const people = found.data?.data ?? [];
  const data = people.map(({ id, label, detail }) => ({ value: id, label: detail ? `${label} · ${detail}` : label }));
  const own = picked && !data.some((p) => p.value === picked.id) ? [{ value: picked.id, label: picked.label }] : [];
  return (
    <Select
      label={t('person')}
      placeholder={t('personPlaceholder')}
      searchable
      clearable
      value={picked?.id ?? null}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      data={[...own, ...data]}
      nothingFoundMessage={q.trim().length < 2 ? t('typeMore') : found.isFetching ? undefined : t('noneFound')}
      onChange={(id) => onPick(id === null ? null : { id, label: [...own, ...data].find((p) => p.value === id)?.label ?? id })}
    />
  );
}
