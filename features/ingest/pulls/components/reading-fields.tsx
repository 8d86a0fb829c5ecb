'use client';

import { Alert, Group, MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Section } from '@/components/page-body';
import type { SourceSelection } from '@/features/sources/connections/types';
import type { SourceView } from '../data/describe-source';

type Props = {
  source: SourceView;
  selection: SourceSelection;
  mode: 'full' | 'incremental';
  onMode: (mode: 'full' | 'incremental') => void;
  onChange: (selection: SourceSelection) => void;
  fieldError: (path: string) => string | undefined;
};

/** What names a row, and how a reading knows what is new. */
export function ReadingFields({ source, selection, mode, onMode, onChange, fieldError }: Props) {
  const t = useTranslations('connectors.mapping');
  const names = source.columns.map(({ name }) => name);
  const faults = source.faults.filter((fault) => (mode === 'incremental' || !fault.startsWith('mark')) && fault !== 'no_key');
  return (
    <Section title={t('reading')} description={t('readingHelp')}>
      <Stack gap="md" maw={720}>
        <MultiSelect
          label={t('rowKey')}
          description={t('rowKeyHelp')}
          data={names}
          value={selection.key}
          onChange={(key) => onChange({ ...selection, key })}
          searchable
          error={fieldError('selection.key') ?? (selection.key.length === 0 ? t('rowKeyNeeded') : undefined)}
        />
        <Group>
          <SegmentedControl
            aria-label={t('mode')}
            value={mode}
            onChange={(next) => onMode(next === 'incremental' ? 'incremental' : 'full')}
            data={[
              { value: 'full', label: t('full') },
              { value: 'incremental', label: t('incremental') },
            ]}
          />
        </Group>
        {mode === 'incremental' && (
          <Select
            label={t('mark')}
            description={t('markHelp')}
            data={source.marks}
            value={selection.mark}
            onChange={(mark) => onChange({ ...selection, mark })}
            error={fieldError('selection.mark')}
          />
        )}
        {faults.map((fault) => (
          <Alert key={fault} color="yellow" variant="light">
            {t(`faults.${fault}`)}
          </Alert>
        ))}
      </Stack>
    </Section>
  );
}
