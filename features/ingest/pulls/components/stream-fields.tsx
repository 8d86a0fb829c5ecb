'use client';

import { Button, Group, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { FailureAlert } from '@/features/sources/connections/components/failure-text';
import type { SourceSelection } from '@/features/sources/connections/types';
import { streamsQuery } from '../queries';

type Props = { id: string; selection: SourceSelection; onChoose: (selection: SourceSelection | null) => void };

/** A table, or a query: what is read. */
export function StreamFields({ id, selection, onChoose }: Props) {
  const t = useTranslations('connectors.mapping');
  const [kind, setKind] = useState(selection.query === null ? 'table' : 'query');
  const [table, setTable] = useState(selection.query === null ? selection.stream : '');
  const [query, setQuery] = useState(selection.query ?? '');
  const { data, isFetching } = useQuery(streamsQuery(id, kind === 'table'));
  const tables = data?.ok ? data.data : [];
  const choose = (name: string) => {
    setTable(name);
    onChoose(
      selection.query === null && selection.stream === name ? selection : { stream: name, query: null, key: [], mark: null, items: null },
    );
  };
  return (
    <Section title={t('what')} description={t('whatHelp')}>
      <Stack gap="md" maw={720} align="stretch">
        <Group>
          <SegmentedControl
            aria-label={t('what')}
            value={kind}
            onChange={(next) => {
              setKind(next);
              onChoose(null);
            }}
            data={[
              { value: 'table', label: t('table') },
              { value: 'query', label: t('query') },
            ]}
          />
        </Group>
        {data && !data.ok && kind === 'table' && <FailureAlert failure={data.failure} />}
        {kind === 'table' ? (
          <Select
            label={t('table')}
            placeholder={isFetching ? t('asking') : t('chooseTable')}
            searchable
            allowDeselect={false}
            nothingFoundMessage={t('noTable')}
            data={[...new Set([...tables, ...(table === '' ? [] : [table])])]}
            value={table || null}
            onChange={(value) => value && choose(value)}
            limit={200}
          />
        ) : (
          <>
            <Textarea
              label={t('query')}
              description={t('queryHelp')}
              dir="ltr"
              autosize
              minRows={4}
              maxRows={14}
              spellCheck={false}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <Group>
              <Button
                variant="default"
                disabled={query.trim() === ''}
                onClick={() =>
                  onChoose(
                    selection.query === query ? selection : { stream: 'query', query: query.trim(), key: [], mark: null, items: null },
                  )
                }
              >
                {t('readColumns')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Section>
  );
}
