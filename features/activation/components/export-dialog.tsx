'use client';

import { Button, Group, Input, Modal, MultiSelect, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state';
import { useConfirmedAction } from '@/features/access/components/confirm/use-confirmed-action';
import { Eligibility } from '@/features/consent/components/eligibility';
import { INTERNAL_ANALYSIS } from '@/features/consent/constants';
import { SegmentNote } from '@/features/segments/components/segment-note';
import { requestExportAction } from '../actions';
import { exportFormats } from '../constants';
import type { ExportFormat } from '../core/export-formats';
import { exportChoicesQuery } from '../queries';
import { ExportProgress } from './export-progress';

type Props = { segment: { id: string; name: string }; onClose: () => void };

/** Exports a segment to a file for a stated purpose and channel: says who is in the file and who is not before it is made. Load it lazily. */
export function ExportDialog({ segment, onClose }: Props) {
  const t = useTranslations('destinations.export');
  const common = useTranslations('common.action');
  const choices = useQuery(exportChoicesQuery(segment.id));
  const [purpose, setPurpose] = useState('');
  const [channel, setChannel] = useState('');
  const [identifiers, setIdentifiers] = useState<string[]>(['email']);
  const [traits, setTraits] = useState<string[]>([]);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [exportId, setExportId] = useState('');
  const create = useConfirmedAction(requestExportAction, { onSuccess: ({ id }) => setExportId(id) });
  const options = (list: { key: string; name: string }[] = []) => list.map(({ key, name }) => ({ value: key, label: name }));
  const choosePurpose = (value: string | null) => {
    setPurpose(value ?? '');
    if (value === INTERNAL_ANALYSIS.purpose) setChannel(INTERNAL_ANALYSIS.channel);
    else if (channel === INTERNAL_ANALYSIS.channel) setChannel('');
  };
  const ready = purpose !== '' && channel !== '' && identifiers.length + traits.length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { name: segment.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {choices.error && <ErrorState error={choices.error} onRetry={() => void choices.refetch()} />}
      {exportId !== '' && <ExportProgress id={exportId} onAgain={() => setExportId('')} />}
      {exportId === '' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void create.run({ segmentId: segment.id, purpose, channel, traits, identifiers, format });
          }}
        >
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              {t('text')}
            </Text>
            <SegmentNote segment={choices.data?.segment} />
            <Group grow align="flex-start">
              <Select
                label={t('purpose')}
                value={purpose || null}
                onChange={choosePurpose}
                data={options(choices.data?.purposes)}
                required
              />
              <Select
                label={t('channel')}
                value={channel || null}
                onChange={(value) => setChannel(value ?? '')}
                data={options(choices.data?.channels)}
                required
              />
            </Group>
            <Eligibility ask={{ segmentId: segment.id, purpose, channel }} label={t('eligible')} />
            <MultiSelect
              label={t('identifiers')}
              value={identifiers}
              onChange={setIdentifiers}
              data={choices.data?.identifiers ?? identifiers}
              hidePickedOptions
            />
            <MultiSelect
              label={t('traits')}
              placeholder={traits.length === 0 ? t('noTraits') : ''}
              value={traits}
              onChange={setTraits}
              data={choices.data?.traits ?? []}
              searchable
              hidePickedOptions
              limit={100}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              description={
                <Button variant="subtle" size="compact-sm" onClick={() => setTraits(choices.data?.traits ?? [])}>
                  {t('allTraits')}
                </Button>
              }
            />
            <Input.Wrapper label={t('format')} labelElement="div">
              <SegmentedControl
                display="flex"
                w="fit-content"
                aria-label={t('format')}
                value={format}
                onChange={(value) => setFormat(value as ExportFormat)}
                data={exportFormats.map((value) => ({ value, label: t(`formats.${value}`) }))}
              />
            </Input.Wrapper>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {common('cancel')}
              </Button>
              <Button type="submit" loading={create.pending} disabled={!ready}>
                {t('create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {create.dialog}
    </Modal>
  );
}
