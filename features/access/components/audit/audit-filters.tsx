'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { auditKinds } from '../../core/audit-kind';
import classes from './audit-filters.module.css';
import type { FilterState } from './use-audit-filter';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isUuid = (text: string) => UUID.test(text);

/** Who, what, about what, and when. Text is applied when typing rests. */
export function AuditFilters({ state, actions }: { state: FilterState; actions: string[] }) {
  const t = useTranslations('access.audit');
  const common = useTranslations('common.action');
  const { filter, isSet, set, clear } = state;
  const areas = [...new Set(actions.map((action) => `${action.split('.')[0]}.`))];
  return (
    <search className={classes.root}>
      <TextFilter label={t('actor')} value={filter.actor ?? ''} onChange={(actor) => set({ actor })} />
      <NativeSelect
        label={t('action')}
        value={filter.action ?? ''}
        onChange={(event) => set({ action: event.currentTarget.value })}
        data={[
          { value: '', label: t('anyAction') },
          ...areas.map((area) => ({
            group: area.slice(0, -1),
            items: [
              { value: area, label: t('allOf', { area: area.slice(0, -1) }) },
              ...actions.filter((a) => a.startsWith(area)).map((a) => ({ value: a, label: a })),
            ],
          })),
        ]}
      />
      <NativeSelect
        label={t('kind')}
        value={filter.kind ?? ''}
        onChange={(event) => set({ kind: event.currentTarget.value })}
        data={[{ value: '', label: t('anyKind') }, ...auditKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))]}
      />
      <TextFilter
        label={t('person')}
        value={filter.person ?? ''}
        accept={isUuid}
        refused={t('personRefused')}
        onChange={(person) => set({ person })}
      />
      <TextFilter label={t('subject')} value={filter.subject ?? ''} onChange={(subject) => set({ subject })} />
      <NativeSelect
        label={t('period')}
        value={filter.last ?? ''}
        onChange={(event) => set({ last: event.currentTarget.value })}
        data={[
          { value: '', label: t('anyTime') },
          ...['1', '7', '30', '90'].map((days) => ({ value: days, label: t('lastDays', { days: Number(days) }) })),
        ]}
      />
      <TextInput type="date" label={t('from')} value={filter.from ?? ''} onChange={(event) => set({ from: event.currentTarget.value })} />
      <TextInput type="date" label={t('to')} value={filter.to ?? ''} onChange={(event) => set({ to: event.currentTarget.value })} />
      {isSet && (
        <Button variant="subtle" onClick={clear}>
          {common('clearFilters')}
        </Button>
      )}
    </search>
  );
}

type TextFilterProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What may be asked for; anything else is not applied, and `refused` says why. */
  accept?: (value: string) => boolean;
  refused?: string;
};

function TextFilter({ label, value, onChange, accept = () => true, refused }: TextFilterProps) {
  const [typed, setTyped] = useState(value);
  const [applied, setApplied] = useState(value);
  const isFine = (text: string) => text.trim() === '' || accept(text.trim());
  const apply = useDebouncedCallback((text: string) => isFine(text) && onChange(text.trim()), 300);
  // The address changed by other means, such as "Clear filters" or going back.
  if (value !== applied) {
    setApplied(value);
    if (value !== typed.trim()) setTyped(value);
  }
  return (
    <TextInput
      label={label}
      value={typed}
      autoComplete="off"
      error={!isFine(typed) && refused}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}
