'use client';

import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Target } from '../imports/schema';

/** What rows are, and which column says whose. */
export type RowKind = { rows: 'people' | 'events'; eventName: string; key: number; columns: Target[] };

type Props = {
  value: RowKind;
  header: readonly string[];
  onChange: (value: RowKind) => void;
  fieldError: (path: string) => string | undefined;
};

/** The columns that name a person, to choose the key from. */
export const identifiersOf = (columns: readonly Target[], header: readonly string[]): { value: string; label: string }[] =>
  columns.flatMap((c, i) => (c.kind === 'identifier' ? [{ value: String(i), label: header[i] ?? String(i + 1) }] : []));

/** The key as chosen, or the first that can be one; −1 when there is none. */
export function keyOf({ key, columns }: Pick<RowKind, 'key' | 'columns'>): number {
  if (columns[key]?.kind === 'identifier') return key;
  return columns.findIndex(({ kind }) => kind === 'identifier');
}

/** People have traits where events have properties. */
function changed(columns: Target[], rows: RowKind['rows']): Target[] {
  return columns.map((c) =>
    c.kind === 'trait' && rows === 'events'
      ? { ...c, kind: 'property' as const }
      : c.kind === 'property' && rows === 'people'
        ? { ...c, kind: 'trait' as const }
        : c,
  );
}

/** Whether rows are people or events, the event's name, and the key. */
export function RowKindFields({ value, header, onChange, fieldError }: Props) {
  const t = useTranslations('imports.map');
  const identifiers = identifiersOf(value.columns, header);
  return (
    <Group align="end" mb="md">
      <SegmentedControl
        aria-label={t('rowsAre')}
        value={value.rows}
        onChange={(next) => {
          const rows = next === 'events' ? 'events' : 'people';
          onChange({ ...value, rows, columns: changed(value.columns, rows) });
        }}
        data={[
          { value: 'people', label: t('people') },
          { value: 'events', label: t('events') },
        ]}
      />
      {value.rows === 'events' && !value.columns.some((c) => c.kind === 'event_name') && (
        <TextInput
          label={t('eventName')}
          value={value.eventName}
          onChange={(e) => onChange({ ...value, eventName: e.currentTarget.value })}
          error={fieldError('mapping.eventName')}
        />
      )}
      <Select
        label={t('key')}
        placeholder={t('chooseKey')}
        data={identifiers}
        value={identifiers.length > 0 ? String(keyOf(value)) : null}
        allowDeselect={false}
        onChange={(key) => onChange({ ...value, key: Number(key) })}
        error={identifiers.length === 0 ? t('noKey') : fieldError('mapping.key')}
      />
    </Group>
  );
}
