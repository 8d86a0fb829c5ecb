'use client';

import { Group, Select, Stack } from '@mantine/core';
import type { ChoosableSegment } from '../data/choosable-segments';
import { SegmentNote } from './segment-note';
import { StateBeside } from './state-beside';

type Props = {
  label: string;
  placeholder?: string;
  segments: readonly ChoosableSegment[];
  value: string;
  onChange: (segmentId: string) => void;
  error?: React.ReactNode;
  'data-autofocus'?: boolean;
};

/** Chooses a segment that something is to use; says beside each, and under the one that was chosen, when it is not live. */
export function SegmentSelect({ segments, value, onChange, ...props }: Props) {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  return (
    <Stack gap="xs">
      <Select
        {...props}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? '')}
        data={segments.map(({ id, name }) => ({ value: id, label: name }))}
        renderOption={({ option }) => (
          <Group gap="xs" justify="space-between" wrap="nowrap" flex={1}>
            <span>{option.label}</span>
            <StateBeside state={byId.get(option.value)?.state ?? null} />
          </Group>
        )}
        searchable
      />
      <SegmentNote segment={byId.get(value)} />
    </Stack>
  );
}
