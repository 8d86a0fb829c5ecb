'use client';

import { Button, Group, Select, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { MappingTable } from '../../mapping/mapping-table';
import { identifiersOf, keyOf, type RowKind, RowKindFields } from '../../mapping/row-kind-fields';
import { checkImportAction } from '../actions';
import type { ImportView } from '../loaders';

const NEW = 'new';

/** What each column means, whose row it is, and which source the rows belong to; then the dry run. */
export function MappingForm({ view }: { view: ImportView }) {
  const t = useTranslations('imports.map');
  const router = useRouter();
  const initial = view.import.mapping ?? view.suggestion;
  const [kind, setKind] = useState<RowKind>({ ...initial, eventName: initial.eventName ?? '' });
  const [source, setSource] = useState(view.import.sourceId ?? view.sources[0]?.id ?? NEW);
  const [newName, setNewName] = useState(() => view.import.fileName.replace(/\.[^.]+$/, ''));
  const { run, pending, fieldError } = useAction(checkImportAction, { onSuccess: () => router.refresh() });

  const { rows, columns } = kind;
  const eventName = kind.eventName.trim();
  const submit = () =>
    run({
      id: view.import.id,
      mapping: { rows, key: keyOf(kind), columns, ...(rows === 'events' && eventName !== '' && { eventName }) },
      source: source === NEW ? { newName } : { id: source },
    });

  return (
    <Section title={t('title')} description={t('help')}>
      <RowKindFields value={kind} header={view.header} onChange={setKind} fieldError={fieldError} />
      <MappingTable
        header={view.header}
        samples={view.rows}
        consents={view.consents}
        rows={rows}
        columns={columns}
        errorOf={(i) => fieldError(`mapping.columns.${i}`) ?? fieldError(`mapping.columns[${i}]`)}
        onChange={(next) => setKind({ ...kind, columns: next })}
      />
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
        <Button loading={pending} onClick={() => void submit()} disabled={identifiersOf(columns, view.header).length === 0}>
          {t('check')}
        </Button>
      </Group>
    </Section>
  );
}
