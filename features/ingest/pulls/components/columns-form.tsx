'use client';

import { Alert, Button, Group, Select } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { FailureAlert } from '@/features/sources/connections/components/failure-text';
import type { SourceSelection } from '@/features/sources/connections/types';
import type { ConnectionFailure } from '@/lib/safe-socket';
import { MappingTable } from '../../mapping/mapping-table';
import type { NamedMapping } from '../../mapping/named-mapping';
import { keyOf, type RowKind, RowKindFields } from '../../mapping/row-kind-fields';
import { saveMappingAction } from '../actions';
import { initialKind } from '../core/initial-kind';
import type { SourceView } from '../data/describe-source';
import type { MappingView } from '../loaders';
import { MappingPreview } from './mapping-preview';
import { ReadingFields } from './reading-fields';

type Props = { view: MappingView; selection: SourceSelection; source: SourceView; onSelection?: (selection: SourceSelection) => void };

/** Where each column goes, how rows are read, and what they become; saved together. */
export function ColumnsForm({ view, selection: given, source, onSelection }: Props) {
  const t = useTranslations('connectors.mapping');
  const router = useRouter();
  const header = source.columns.map(({ name }) => name);
  const [kind, setKind] = useState<RowKind>(() => initialKind(view.mapping, header, source.rows));
  const [mode, setMode] = useState(view.mode);
  const [onDrift, setOnDrift] = useState(view.onDrift);
  const [selection, setSelection] = useState<SourceSelection>(() => (given.key.length > 0 ? given : { ...given, key: source.key }));
  const [failure, setFailure] = useState<ConnectionFailure>();
  const { run, pending, fieldError, error } = useAction(saveMappingAction, {
    success: (answer) => (answer.ok ? t('saved') : ''),
    onSuccess: (answer) => {
      setFailure(answer.ok ? undefined : answer.failure);
      if (answer.ok && view.mapping === null) router.push(`/sources/${view.id}${view.kind === 'webhook' ? '?tab=rejects' : '?tab=runs'}`);
      else router.refresh();
    },
  });
  const mapping = mappingOf(kind, header);
  const isPulled = view.kind !== 'webhook';
  return (
    <>
      {view.kind === 'postgres' && (
        <ReadingFields
          source={source}
          selection={selection}
          mode={mode}
          onMode={setMode}
          onChange={(next) => {
            setSelection(next);
            onSelection?.(next);
          }}
          fieldError={fieldError}
        />
      )}
      <Section title={t('columns')} description={t('columnsHelp')}>
        <RowKindFields value={kind} header={header} onChange={setKind} fieldError={fieldError} />
        <MappingTable
          header={header}
          samples={source.rows}
          consents={view.consents}
          rows={kind.rows}
          columns={kind.columns}
          errorOf={(i) => fieldError(`mapping.columns.${i}`) ?? fieldError(`mapping.columns[${i}]`)}
          onChange={(columns) => setKind({ ...kind, columns })}
        />
      </Section>
      <MappingPreview header={header} rows={source.rows} mapping={mapping} />
      <Section title={t('saving')}>
        {isPulled && (
          <Select
            label={t('onDrift')}
            description={t('onDriftHelp')}
            maw={420}
            mb="md"
            allowDeselect={false}
            value={onDrift}
            onChange={(value) => setOnDrift(value === 'continue' ? 'continue' : 'pause')}
            data={[
              { value: 'pause', label: t('pause') },
              { value: 'continue', label: t('continue') },
            ]}
          />
        )}
        {failure && <FailureAlert failure={failure} />}
        {error && (
          <Alert color="red" variant="light" role="alert" mb="md">
            {error.message}
          </Alert>
        )}
        <Group>
          <Button
            loading={pending}
            disabled={mapping === undefined}
            onClick={() =>
              mapping && void run({ id: view.id, selection, mapping, mode: view.kind === 'postgres' ? mode : 'full', onDrift })
            }
          >
            {t('save')}
          </Button>
        </Group>
      </Section>
    </>
  );
}

/** The mapping by name; undefined while no column says whose a row is. */
function mappingOf(kind: RowKind, header: string[]): NamedMapping | undefined {
  const key = header[keyOf(kind)];
  if (key === undefined) return undefined;
  const eventName = kind.eventName.trim();
  return {
    rows: kind.rows,
    key,
    ...(kind.rows === 'events' && eventName !== '' ? { eventName } : {}),
    columns: header.map((name, i) => ({ name, target: kind.columns[i] ?? { kind: 'ignore' } })),
  };
}
