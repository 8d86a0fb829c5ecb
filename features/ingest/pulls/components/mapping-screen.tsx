'use client';

import { Alert, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { LinkButton } from '@/components/link-button';
import { FailureAlert } from '@/features/sources/connections/components/failure-text';
import type { SourceSelection } from '@/features/sources/connections/types';
import { listPaths } from '../../mapping/flatten';
import { recordColumns } from '../core/record-columns';
import type { SourceView } from '../data/describe-source';
import type { MappingView } from '../loaders';
import { describeQuery } from '../queries';
import { ColumnsForm } from './columns-form';
import { PayloadFields } from './payload-fields';
import { StreamFields } from './stream-fields';

/** What is read of a source, and where its columns go. */
export function MappingScreen({ view }: { view: MappingView }) {
  const t = useTranslations('connectors.mapping');
  if (!view.hasSettings)
    return (
      <EmptyState
        kind="first"
        title={t('settingsFirst')}
        action={<LinkButton href={`/sources/${view.id}?tab=connection`}>{t('toSettings')}</LinkButton>}
      />
    );
  return view.kind === 'webhook' ? <WebhookMapping view={view} /> : <PulledMapping view={view} />;
}

function PulledMapping({ view }: { view: MappingView }) {
  const t = useTranslations('connectors.mapping');
  const [chosen, setChosen] = useState<SourceSelection | null>(view.selection.stream === '' ? null : view.selection);
  const { data, error, isFetching, refetch } = useQuery(describeQuery(view.id, chosen));
  return (
    <>
      {view.kind === 'postgres' && <StreamFields id={view.id} selection={view.selection} onChoose={setChosen} />}
      {isFetching && !data && <Loader aria-label={t('asking')} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && !data.ok && <FailureAlert failure={data.failure} />}
      {data?.ok && data.data.columns.length === 0 && <Alert variant="light">{t('noFile')}</Alert>}
      {data?.ok && chosen && data.data.columns.length > 0 && (
        <ColumnsForm
          key={JSON.stringify([chosen.stream, chosen.query])}
          view={view}
          selection={chosen}
          source={data.data}
          onSelection={setChosen}
        />
      )}
    </>
  );
}

function WebhookMapping({ view }: { view: MappingView }) {
  const t = useTranslations('connectors.mapping');
  const [items, setItems] = useState(view.selection.items);
  const [pasted, setPasted] = useState('');
  const { data, error, refetch } = useQuery({ ...describeQuery(view.id, { ...view.selection, items }), refetchInterval: 3_000 });
  const sample = useMemo(() => parse(pasted), [pasted]);
  const received = data?.ok ? data.data : undefined;
  const source = useMemo(
    (): SourceView | undefined =>
      sample === undefined ? received : { key: [], marks: [], faults: [], ...recordColumns([sample], items), lists: listPaths(sample) },
    [sample, received, items],
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const isKnown = view.mapping !== null || (source?.columns.length ?? 0) > 0;
  return (
    <>
      <PayloadFields
        lists={[...new Set([...(source?.lists ?? []), ...(items === null ? [] : [items])])]}
        items={items}
        onItems={setItems}
        pasted={pasted}
        onPasted={setPasted}
        isWrong={pasted.trim() !== '' && sample === undefined}
        received={received?.rows.length ?? 0}
      />
      {source && isKnown ? (
        <ColumnsForm key={JSON.stringify([items, namesOf(source)])} view={view} selection={{ ...view.selection, items }} source={source} />
      ) : (
        <EmptyState kind="first" title={t('waiting')}>
          {t('waitingText')}
        </EmptyState>
      )}
    </>
  );
}

const namesOf = (source: SourceView) => source.columns.map(({ name }) => name);

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // Said beside the field.
    return undefined;
  }
}
