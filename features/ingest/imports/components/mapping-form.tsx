'use client';

import { Button, Group, SegmentedControl, Select, Table, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { checkImportAction } from '../actions';
import type { ImportView } from '../loaders';
import type { Target } from '../schema';
import classes from './import.module.css';
import { keyed } from './keyed';
import { TargetFields } from './target-fields';

const NEW = 'new';

/** What each column means, whose row it is, and which source the rows belong to; then the dry run. */
export function MappingForm({ view }: { view: ImportView }) {
  const t = useTranslations('imports.map');
  const router = useRouter();
  const initial = view.import.mapping ?? view.suggestion;
  const [rows, setRows] = useState(initial.rows);
  const [eventName, setEventName] = useState(initial.eventName ?? '');
  const [columns, setColumns] = useState<Target[]>(initial.columns);
  const [key, setKey] = useState(initial.key);
  const [source, setSource] = useState(view.import.sourceId ?? view.sources[0]?.id ?? NEW);
  const [newName, setNewName] = useState(() => view.import.fileName.replace(/\.[^.]+$/, ''));
  const { run, pending, fieldError } = useAction(checkImportAction, { onSuccess: () => router.refresh() });

  const headerCells = keyed(view.header);
  const identifiers = columns.flatMap((c, i) =>
    c.kind === 'identifier' ? [{ value: String(i), label: view.header[i] ?? String(i + 1) }] : [],
  );
  const chosenKey = identifiers.some((i) => i.value === String(key)) ? key : Number(identifiers[0]?.value ?? -1);
  const changeRows = (next: string) => {
    const kind = next === 'events' ? 'events' : 'people';
    setRows(kind);
    setColumns(
      columns.map((c) =>
        c.kind === 'trait' && kind === 'events'
          ? { ...c, kind: 'property' }
          : c.kind === 'property' && kind === 'people'
            ? { ...c, kind: 'trait' }
            : c,
      ),
    );
  };
  const submit = () =>
    run({
      id: view.import.id,
      mapping: { rows, key: chosenKey, columns, ...(rows === 'events' && eventName.trim() !== '' && { eventName: eventName.trim() }) },
      source: source === NEW ? { newName } : { id: source },
    });

  return (
    <Section title={t('title')} description={t('help')}>
      <Group align="end" mb="md">
        <SegmentedControl
          aria-label={t('rowsAre')}
          value={rows}
          onChange={changeRows}
          data={[
            { value: 'people', label: t('people') },
            { value: 'events', label: t('events') },
          ]}
        />
        {rows === 'events' && !columns.some((c) => c.kind === 'event_name') && (
          <TextInput
            label={t('eventName')}
            value={eventName}
            onChange={(e) => setEventName(e.currentTarget.value)}
            error={fieldError('mapping.eventName')}
          />
        )}
        <Select
          label={t('key')}
          placeholder={t('chooseKey')}
          data={identifiers}
          value={identifiers.length > 0 ? String(chosenKey) : null}
          allowDeselect={false}
          onChange={(value) => setKey(Number(value))}
          error={identifiers.length === 0 ? t('noKey') : fieldError('mapping.key')}
        />
      </Group>
      <div className={classes.scroll}>
        <Table className={classes.mapping ?? ''} withTableBorder verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column')}</Table.Th>
              <Table.Th>{t('sample')}</Table.Th>
              <Table.Th>{t('goesTo')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {headerCells.map(({ name, i, key: cellKey }) => (
              <Table.Tr key={cellKey}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td className={classes.sample} dir="auto">
                  {view.rows
                    .map((r) => r[i])
                    .filter(Boolean)
                    .slice(0, 3)
                    .join(' · ')}
                </Table.Td>
                <Table.Td>
                  <TargetFields
                    label={name}
                    rows={rows}
                    target={columns[i] ?? { kind: 'ignore' }}
                    error={fieldError(`mapping.columns.${i}`) ?? fieldError(`mapping.columns[${i}]`)}
                    onChange={(target) => setColumns(columns.map((c, at) => (at === i ? target : c)))}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Group align="end" mt="md">
        <Select
          label={t('source')}
          data={[...view.sources.map((s) => ({ value: s.id, label: s.name })), { value: NEW, label: t('newSource') }]}
          value={source}
          allowDeselect={false}
          onChange={(value) => setSource(value ?? NEW)}
        />
        {source === NEW && (
          <TextInput
            label={t('newSourceName')}
            value={newName}
            onChange={(e) => setNewName(e.currentTarget.value)}
            error={fieldError('source')}
          />
        )}
        <Button loading={pending} onClick={() => void submit()} disabled={identifiers.length === 0}>
          {t('check')}
        </Button>
      </Group>
    </Section>
  );
}
