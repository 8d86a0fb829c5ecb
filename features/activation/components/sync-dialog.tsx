'use client';

import { Button, Group, Modal, MultiSelect, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { Eligibility } from '@/features/consent/components/eligibility';
import { SegmentNote } from '@/features/segments/components/segment-note';
import { SegmentSelect } from '@/features/segments/components/segment-select';
import { saveSyncAction } from '../actions';
import type { Suggested, SyncChoices } from '../loaders';
import type { DestinationView, SyncView } from '../types';

type Props = {
  destination: DestinationView;
  choices: SyncChoices;
  /** What this kind of destination is best told. */
  suggested: Suggested;
  /** Segments that feed it already. */
  taken: string[];
  edited: SyncView | undefined;
  onClose: () => void;
};

/** Attaches a segment, or changes what goes along: says who will be sent and who will be withheld before it is saved. */
export function SyncDialog({ destination, choices, suggested, taken, edited, onClose }: Props) {
  const t = useTranslations('destinations.syncs');
  const common = useTranslations('common.action');
  const client = useQueryClient();
  const [segmentId, setSegmentId] = useState(edited?.segmentId ?? '');
  const [traits, setTraits] = useState(edited?.mapping.traits ?? suggested.traits);
  const [identifiers, setIdentifiers] = useState(edited?.mapping.identifiers ?? suggested.identifiers);
  const save = useAction(saveSyncAction, {
    success: t('saved'),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['destinations', destination.id] });
      onClose();
    },
  });
  const title = edited ? t('editTitle', { name: edited.segmentName }) : t('attachTitle');
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (segmentId) void save.run({ destinationId: destination.id, segmentId, mapping: { traits, identifiers } });
        }}
      >
        <Stack gap="md">
          {!edited && (
            <SegmentSelect
              label={t('segment')}
              placeholder={t('choose')}
              segments={choices.segments.filter((s) => !taken.includes(s.id))}
              value={segmentId}
              onChange={setSegmentId}
              error={save.fieldError('segmentId')}
              data-autofocus
            />
          )}
          {edited && <SegmentNote segment={choices.segments.find((s) => s.id === segmentId)} />}
          <Eligibility ask={{ segmentId, purpose: destination.purpose, channel: destination.channel }} label={t('eligible')} />
          <MultiSelect
            label={t('identifiers')}
            description={t('identifiersHelp')}
            value={identifiers}
            onChange={setIdentifiers}
            data={[...new Set([...choices.identifiers, ...identifiers])]}
            hidePickedOptions
          />
          <MultiSelect
            label={t('traits')}
            description={t('traitsHelp')}
            value={traits}
            onChange={setTraits}
            data={[...new Set([...choices.traits, ...traits])]}
            searchable
            hidePickedOptions
            limit={100}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.pending} disabled={!segmentId}>
              {edited ? t('saveChanges') : t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
